import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDesk } from '../../standin/electron/desk.ts'
import { createStandIn } from '../../standin/electron/module.ts'

const { electron } = createStandIn(() => {
  throw new Error('no window is opened here')
}, createDesk([]))
const parts = electron as unknown as Record<string, Record<string, (...args: unknown[]) => unknown>>

beforeEach(() => void vi.spyOn(process.stderr, 'write').mockReturnValue(true))
afterEach(() => vi.restoreAllMocks())

test.each([
  ['app', 'setBadgeCount'],
  ['session', 'fromPath'],
  ['ipcMain', 'handle'],
  ['dialog', 'showOpenDialog'],
])('%s.%s, which is not imitated, throws instead of being nothing', (part, member) => {
  expect(() => parts[part]?.[member]).toThrow(`the stand-in for Electron has no ${part}.${member}`)
})

test('an event that never comes cannot be waited for', () => {
  expect(() => parts.app?.on?.('continue-activity', () => {})).toThrow('app event continue-activity')
})

test('an option that would change something cannot be given in vain', () => {
  const { BrowserWindow, app } = electron as unknown as {
    readonly BrowserWindow: new (options: object) => object
    readonly app: { readonly isReady: () => boolean }
  }
  expect(app.isReady()).toBe(false)
  expect(() => new BrowserWindow({})).toThrow('before app is ready')
})

test('without the scheme being registered first, nothing answers it', () => {
  const session = parts.session as unknown as {
    readonly defaultSession: { readonly protocol: { readonly handle: (scheme: string, answer: () => void) => void } }
  }
  expect(() => session.defaultSession.protocol.handle('app', () => {})).toThrow('not registered as privileged')
})
