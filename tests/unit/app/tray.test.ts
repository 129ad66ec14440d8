import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { firstScenes } from '#shared/scenes'
import { keepTaskbar } from '../../../electron/app/taskbar.ts'
import { toggleSlate } from '../../../electron/app/toggle-slate.ts'
import { keepTray } from '../../../electron/app/tray.ts'
import { trayMenu } from '../../../electron/app/tray-menu.ts'
import { wordsIn } from '../../../electron/app/words/words.ts'
import { allowed, aSnapshot, because } from '../renderer/a-snapshot.ts'
import { createFakeWatch } from './fake-watch.ts'

const words = wordsIn('en')
const live = (part: Parameters<typeof aSnapshot>[0] = {}) =>
  aSnapshot({
    connection: { environment: 'production' },
    session: { state: 'live', tally: { state: 'live' }, liveStartedAtMs: 0, actions: { endLive: allowed } },
    ...part,
  })
const labels = (snapshot: Snapshot) =>
  trayMenu(snapshot, words).map((line) => (line.kind === 'act' ? `${line.checked ? '✓ ' : ''}${line.label}${line.enabled ? '' : ' –'}` : line.kind))

describe('the menu of the tray', () => {
  it('offers what can be done now, and says what is so', () => {
    expect(labels(live({ program: { channels: [{ sourceId: 'mic:1', levelDb: 0, muted: true, delayMs: 0 }], sceneId: 'slate' } }))).toEqual([
      ...['words', 'Show Tally', 'line', '✓ Mute microphone', '✓ Be right back', 'End broadcast…', 'line', 'Quit Tally'],
    ])
    const scenes = firstScenes.filter(({ layout }) => layout !== 'slate')
    expect(labels(aSnapshot({ program: { channels: [], scenes }, session: { actions: { endLive: because('not-live') } } })).slice(3, 6)).toEqual([
      ...['Mute microphone –', 'Be right back –', 'End broadcast… –'],
    ])
  })
})

describe('be right back', () => {
  const program = (sceneId: string, scenes = firstScenes) => ({ sceneId, scenes: [...scenes] })
  it('comes, and gives way to what was there before', () => {
    expect([
      toggleSlate(program('camera'), 'camera'),
      toggleSlate(program('slate'), 'camera'),
      toggleSlate(program('slate'), 'gone since'),
      toggleSlate(program('slate'), null),
      toggleSlate(
        program(
          'screen',
          firstScenes.filter(({ layout }) => layout === 'screen'),
        ),
        'screen',
      ),
      toggleSlate(
        program(
          'slate',
          firstScenes.filter(({ layout }) => layout === 'slate'),
        ),
        null,
      ),
    ]).toEqual(['slate', 'camera', 'screen', 'screen', null, null])
  })
})

function aTray(createTray?: () => never) {
  const done: string[] = []
  const tray = Object.assign(new EventEmitter(), {
    setImage: (image: unknown) => done.push(`image ${image}`),
    setToolTip: (tip: string) => done.push(`tip ${tip}`),
    setContextMenu: () => done.push('menu'),
    destroy: () => done.push('destroyed'),
  })
  const { core, publish } = createFakeWatch()
  let nowMs = 0
  let tick: (() => void) | null = null
  const kept = keepTray({
    core,
    createTray: createTray ?? (() => tray as never),
    buildMenu: (template) => template as never,
    imageOf: (lamp) => lamp as never,
    words: () => words,
    acts: { show: (what) => done.push(`show ${JSON.stringify(what)}`), toggleMute() {}, toggleSlate() {}, end() {}, quit() {}, dispose() {} },
    platform: 'linux',
    nowMs: () => nowMs,
    after: (_ms, act) => {
      tick = act
      return () => {
        tick = null
      }
    },
    logger: { info: (message) => done.push(message) },
  })
  const drain = () => done.splice(0)
  const pass = (ms: number) => {
    nowMs += ms
    tick?.()
  }
  return { tray, kept, publish, drain, pass, ticks: () => tick !== null }
}

describe('the tray', () => {
  it('draws only what has changed, and counts only while on air', () => {
    const { publish, drain, pass, ticks, tray, kept } = aTray()
    publish(aSnapshot())
    expect(drain()).toEqual(['image off', 'menu', 'tip Tally: Off air'])
    publish(aSnapshot({ revision: 2, program: { videoKbps: 900 } }))
    expect([drain(), ticks()]).toEqual([[], false])
    publish(live())
    expect(drain()).toEqual(['image live', 'menu', 'tip Tally: On air 0:00'])
    pass(61_000)
    expect([drain(), ticks()]).toEqual([['tip Tally: On air 1:01'], true])
    publish(aSnapshot())
    expect([drain(), ticks()]).toEqual([['image off', 'menu', 'tip Tally: Off air'], false])
    tray.emit('click')
    kept[Symbol.dispose]()
    publish(live())
    expect(drain()).toEqual(['show null', 'destroyed'])
  })

  it('may be missing', () => {
    const { publish, drain, kept } = aTray(() => {
      throw new Error('no tray here')
    })
    publish(live())
    kept[Symbol.dispose]()
    expect(drain()).toEqual(['this desktop has no tray'])
  })
})

describe('dock and taskbar', () => {
  function aTaskbar(platform: NodeJS.Platform) {
    const done: string[] = []
    const { core, publish } = createFakeWatch()
    const window = Object.assign(new EventEmitter(), {
      focused: false,
      isFocused: () => window.focused,
      isDestroyed: () => false,
      flashFrame: (flag: boolean) => done.push(`flash ${flag}`),
      setOverlayIcon: (image: unknown, description: string) => done.push(`overlay ${image} ${description}`),
    })
    const dock = platform === 'darwin' ? { setBadge: (text: string) => void done.push(`badge ${text}`) } : undefined
    keepTaskbar({ core, window: window as never, dock, imageOf: (lamp) => lamp as never, words: () => words, platform })
    return { publish, window, drain: () => done.splice(0) }
  }
  const trouble = live({ session: { state: 'interrupted', tally: { state: 'trouble' } } })

  it('has a badge in the Dock for air and trouble', () => {
    const { publish, drain } = aTaskbar('darwin')
    for (const snapshot of [aSnapshot(), live(), live({ revision: 3 }), trouble]) publish(snapshot)
    expect(drain()).toEqual(['badge ', 'badge Live', 'badge !', 'flash true'])
  })

  it('has a picture with its name on Windows, and blinks until somebody looks', () => {
    const { publish, drain, window } = aTaskbar('win32')
    for (const snapshot of [aSnapshot(), live(), trouble]) publish(snapshot)
    window.emit('focus')
    expect(drain()).toEqual(['overlay null ', 'overlay live On air', 'overlay trouble Trouble', 'flash true', 'flash false'])
    publish(live())
    window.focused = true
    publish(trouble)
    expect(drain()).toEqual(['overlay live On air', 'flash false', 'overlay trouble Trouble'])
  })
})
