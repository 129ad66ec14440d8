import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { ipcDown, ipcUp } from '#shared/ipc'
import type { Core } from '../../../electron/core/port.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { serveOverIpc } from '../../../electron/transport/electron-ipc.ts'

/** A core that tells of one stream whatever a test says. */
function start() {
  const listeners = new Set<(value: unknown) => void>()
  const core = {
    show: () => {},
    enter: () => ({ [Symbol.dispose]: () => {} }),
    watch: (_stream: string, listener: (value: unknown) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  } as unknown as Core
  const ipcMain = new EventEmitter()
  const served = serveOverIpc(ipcMain as never, core, (url) => url.startsWith('app://tally/'), silentLogger)
  const mainFrame = { url: 'app://tally/' }
  const got: unknown[] = []
  const contents = Object.assign(new EventEmitter(), {
    id: 1,
    mainFrame,
    isDestroyed: () => false,
    send: (channel: string, data: unknown) => void (channel === ipcDown && got.push(data)),
    reload: () => {},
  })
  const hear = (message: object, senderFrame: object | null = mainFrame) =>
    void ipcMain.emit(ipcUp, { sender: contents, senderFrame }, JSON.stringify(message))
  return {
    contents,
    got,
    hear,
    tell: (value: unknown) => listeners.forEach((listener) => void listener(value)),
    watchers: () => listeners.size,
    served,
  }
}

const navigation = (url: string, isSameDocument = false) => ({ url, isMainFrame: true, isSameDocument })
const watch = { type: 'watch', id: 1, stream: 'snapshot' }

test('a page that is loaded again begins anew; one that somebody wants to lead away goes on', () => {
  const { contents, got, hear, tell, watchers } = start()
  hear(watch)
  contents.emit('did-start-navigation', navigation('https://elsewhere.invalid/'))
  contents.emit('did-start-navigation', navigation('app://tally/#health', true))
  tell({ revision: 1 })
  expect(got.length).toBe(1)
  contents.emit('did-start-navigation', navigation('app://tally/'))
  expect(watchers()).toBe(0)
})

test('a page that has crashed is served no more', () => {
  const { contents, hear, watchers } = start()
  hear(watch)
  contents.emit('render-process-gone')
  expect(watchers()).toBe(0)
})

test('only the main frame of our own page is heard', () => {
  const { hear, watchers } = start()
  hear(watch, { url: 'app://tally/' })
  hear(watch, null)
  expect(watchers()).toBe(0)
  hear(watch)
  expect(watchers()).toBe(1)
})
