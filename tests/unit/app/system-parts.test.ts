import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { applicationMenu } from '../../../electron/app/application-menu.ts'
import { createDesktopHost } from '../../../electron/app/desktop-host.ts'
import { canHideWindows, hideFromCapture } from '../../../electron/app/hide-window.ts'
import { createOwnWindow, seenInSources } from '../../../electron/app/own-window.ts'
import { createPrivacy, privacyKindsOf } from '../../../electron/app/privacy.ts'
import { en } from '../../../electron/app/words/en.ts'
import { ko } from '../../../electron/app/words/ko.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'
import { startCore } from '../../fakes/start-core.ts'
import { aSnapshot } from '../renderer/a-snapshot.ts'
import { createFakeWatch } from './fake-watch.ts'

const done: string[] = []
const menuActs = {
  about: () => done.push('about'),
  showLogs: () => done.push('logs'),
  showLicences: () => done.push('licences'),
  quit: () => done.push('quit'),
}
const rolesIn = (items: readonly MenuItemConstructorOptions[]): readonly string[] =>
  items.flatMap(({ role, submenu }) => [...(role === undefined ? [] : [role as string]), ...(Array.isArray(submenu) ? rolesIn(submenu) : [])])

describe('the menu of the app', () => {
  it('has what macOS needs, and nowhere the tools of developers', () => {
    const mac = rolesIn(applicationMenu(en, 'darwin', menuActs))
    expect(mac).toEqual(expect.arrayContaining(['undo', 'copy', 'paste', 'selectAll', 'hide', 'minimize', 'togglefullscreen', 'help']))
    for (const platform of ['darwin', 'win32', 'linux'] as const) {
      expect(rolesIn(applicationMenu(en, platform, menuActs)).filter((role) => /dev|reload|quit/i.test(role))).toEqual([])
    }
  })

  it('has a name of ours for everything, in both languages', () => {
    const labels = (words: typeof en) => JSON.stringify(applicationMenu(words, 'darwin', menuActs)).match(/"label":"[^"]+"/g) ?? []
    expect(labels(ko).filter((label) => !/[가-힣]/.test(label))).toEqual(['"label":"Tally"'])
    expect(labels(en).length).toBe(labels(ko).length)
  })
})

describe('the words outside of the page', () => {
  type Texts = { readonly [key: string]: string | Texts }
  const flat = (words: Texts): readonly string[] => Object.values(words).flatMap((word) => (typeof word === 'string' ? [word] : flat(word)))
  const ruledOut = readFileSync('docs/glossary.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| (?!English)/.test(line))
    .flatMap((line) => (line.split('|')[3] ?? '').split(',').map((word) => word.trim()))
    .filter((word) => word !== '')

  it('are complete, Korean where they are Korean, and those of the glossary', () => {
    expect(flat(ko).length).toBe(flat(en).length)
    expect(flat(ko).filter((word) => word.trim() === '' || !/[가-힣!]/.test(word))).toEqual([])
    expect(ruledOut.length).toBeGreaterThan(20)
    expect(flat(ko).filter((word) => ruledOut.some((other) => word.includes(other)) || /해요|어요\b|[“”"']|\.\.\./.test(word))).toEqual([])
    expect(flat(en).filter((word) => /["']|\.\.\./.test(word))).toEqual([])
  })
})

function aSystem(platform: NodeJS.Platform, status: Readonly<Record<string, string>> = {}, grants: boolean | 'never answers' = true) {
  const clock = createManualClock()
  const states: Record<string, string> = { ...status }
  const happened: string[] = []
  const privacy = createPrivacy({
    platform,
    systemPreferences: {
      getMediaAccessStatus: (kind: string) => (states[kind] ?? 'granted') as 'granted',
      askForMediaAccess: async (kind: string) => {
        happened.push(`asked ${kind}`)
        if (grants === 'never answers') return new Promise<boolean>(() => {})
        states[kind] = grants ? 'granted' : 'denied'
        return grants
      },
    },
    shell: { openExternal: async (url: string) => void happened.push(url) },
    after: clock.after,
  })
  return { privacy, happened, clock, desktop: createDesktopHost(privacy, { canNotify: true, canHide: true, hotkeysDoubtful: false }, () => {}) }
}

describe('what the system lets Tally use', () => {
  it('is read where there is something to read', () => {
    expect([privacyKindsOf('linux'), privacyKindsOf('win32'), privacyKindsOf('darwin')]).toEqual([
      [],
      ['camera', 'microphone'],
      ['camera', 'microphone', 'screen'],
    ])
    const { privacy } = aSystem('darwin', { camera: 'denied', microphone: 'not-determined', screen: 'restricted' })
    expect(privacy.read().map(({ state }) => state)).toEqual(['refused', 'not-asked', 'refused'])
  })

  it('is asked for by a Mac once a device is chosen, before it is opened, and never else', async () => {
    const { desktop, happened } = aSystem('darwin', { camera: 'not-determined', microphone: 'not-determined', screen: 'not-determined' })
    const told: unknown[] = []
    desktop.onFacts(() => told.push(desktop.facts().privacy.map(({ state }) => state)))
    const on = await startCore({ deps: { desktop } })
    await on.until('connected', ({ connection }) => connection.state === 'connected')
    await on.call('program.setSource', { sourceId: 'test-pattern' })
    await on.call('program.addSound', { sourceId: 'tone' })
    expect(happened).toEqual([])
    await on.call('program.setCamera', { sourceId: 'camera:FaceTime' })
    await on.call('program.addSound', { sourceId: 'mic:Built-in' })
    await on.call('program.addSound', { sourceId: 'mic:Other' })
    expect([happened, told.at(-1)]).toEqual([
      ['asked camera', 'asked microphone'],
      ['allowed', 'allowed', 'not-asked'],
    ])
    expect(on.snapshot().app.desktop?.privacy).toEqual(desktop.facts().privacy)
  })

  it('keeps nobody waiting for ever', async () => {
    const { privacy, clock } = aSystem('darwin', { camera: 'not-determined' }, 'never answers')
    const permitted = privacy.permit(['camera:1'])
    await clock.advance(45_000)
    expect(await permitted).toBe(true)
    expect([
      await aSystem('win32', { camera: 'not-determined' }).privacy.permit(['camera:1']),
      await privacy.permit(['screen:1', 'file:/a']),
    ]).toEqual([false, false])
  })

  it('leads to the right place in the system’s settings, and to no other address', async () => {
    const mac = aSystem('darwin')
    const windows = aSystem('win32')
    for (const kind of ['camera', 'microphone', 'screen'] as const) await mac.privacy.open(kind)
    expect(await windows.privacy.open('microphone')).toEqual({ ok: true, value: null })
    expect((await windows.privacy.open('screen')).ok).toBe(false)
    expect((await aSystem('linux').privacy.open('camera')).ok).toBe(false)
    expect([...mac.happened, ...windows.happened].map((url) => url.split(/[?]/).at(-1))).toEqual([
      ...['Privacy_Camera', 'Privacy_Microphone', 'Privacy_ScreenCapture', 'ms-settings:privacy-microphone'],
    ])
  })
})

describe('the window', () => {
  it('hides from captures while the settings say so, where that is possible', () => {
    const { core, publish } = createFakeWatch()
    const asked: boolean[] = []
    let changes = 0
    hideFromCapture(core, { isDestroyed: () => false, setContentProtection: (on: boolean) => void asked.push(on) }, () => {
      changes += 1
    })
    const hidden = (state: 'on' | 'off' | 'unsupported') => {
      const snapshot = aSnapshot()
      publish({ ...snapshot, app: { ...snapshot.app, desktop: { notices: 'on', hidden: state, hotkeys: [], hotkeysDoubtful: false, privacy: [] } } })
    }
    for (const state of ['unsupported', 'off', 'on', 'on', 'off'] as const) hidden(state)
    expect([asked, changes]).toEqual([[true, false], 2])
    expect((['darwin', 'win32', 'linux'] as const).map(canHideWindows)).toEqual([true, true, false])
  })

  const facts = { platform: 'win32', displays: 1, onPrimary: true, visible: true, minimized: false, focused: true, hidden: false } as const
  it('is seen in a picture only for certain', () => {
    expect([
      seenInSources(facts),
      seenInSources({ ...facts, onPrimary: false }),
      ...[{ visible: false }, { minimized: true }, { focused: false }, { hidden: true }].map((change) => seenInSources({ ...facts, ...change })),
      seenInSources({ ...facts, platform: 'darwin' }),
      seenInSources({ ...facts, platform: 'darwin', displays: 2 }),
      seenInSources({ ...facts, platform: 'linux' }),
    ]).toEqual([['screen:0', 'screen:all'], ['screen:all'], [], [], [], [], ['screen:0'], [], []])
  })

  it('tells of every change once', () => {
    const { hostWindow, watch } = createOwnWindow('win32')
    const told: string[] = []
    hostWindow.onSeenIn((ids) => told.push(ids.join('+')))
    const bounds = { x: 0, y: 0, width: 100, height: 100 }
    const window = Object.assign(new EventEmitter(), {
      at: bounds,
      focused: true,
      ...{
        isDestroyed: () => false,
        isVisible: () => true,
        isMinimized: () => false,
        isFocused: () => window.focused,
        isContentProtected: () => false,
      },
      getBounds: () => window.at,
    })
    const screen = { getAllDisplays: () => [{}], getPrimaryDisplay: () => ({ bounds }), on: () => {} }
    watch(window as never, screen as never)
    window.emit('focus')
    window.at = { ...bounds, x: 100 }
    window.emit('move')
    window.focused = false
    window.emit('blur')
    expect(told).toEqual(['', 'screen:0+screen:all', 'screen:all', ''])
  })
})
