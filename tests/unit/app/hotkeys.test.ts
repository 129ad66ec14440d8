import { describe, expect, it } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { type HotkeyAct, hotkeyActs, parseHotkey, writeHotkey } from '#shared/hotkeys'
import { keepHotkeys } from '../../../electron/app/keep-hotkeys.ts'
import { planHotkeys } from '../../../electron/app/plan-hotkeys.ts'
import { notPressed, type Presses, press } from '../../../electron/app/press-twice.ts'
import { restHotkeys } from '../../../electron/app/rest-hotkeys.ts'
import { keyNames, readHotkey } from '../../../renderer/features/settings/read-hotkey.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'
import { allowed, aSnapshot, because } from '../renderer/a-snapshot.ts'
import { createFakeWatch } from './fake-watch.ts'

describe('keys for every program', () => {
  it('are those that no other program misses', () => {
    const fit = ['Control+Alt+M', 'Control+Shift+F5', 'F13', 'Super+Alt+Space', 'Control+Alt+num7']
    const unfit = ['M', 'Shift+M', 'Control+C', 'Control+', '', 'Control+Alt', 'Hyper+Alt+M', 'Control+Control+M', 'Control+Alt+ㅁ', 'F25']
    expect([fit.filter((keys) => parseHotkey(keys) === null), unfit.filter((keys) => parseHotkey(keys) !== null)]).toEqual([[], []])
  })

  it('are written in one way', () => {
    expect(['Alt+Control+M', 'Shift+Command+Alt+F1'].map((keys) => writeHotkey(parseHotkey(keys) ?? { modifiers: [], key: '' }))).toEqual([
      'Control+Alt+M',
      'Command+Alt+Shift+F1',
    ])
  })

  it('are read from the keyboard by their place', () => {
    const nothing = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false }
    const read = (code: string, held: Partial<typeof nothing>, mac = false) => {
      const found = readHotkey({ ...nothing, ...held, code }, mac)
      return found.kind === 'keys' ? found.keys : found.kind
    }
    expect([
      read('ControlLeft', { ctrlKey: true }),
      read('KeyM', { ctrlKey: true, altKey: true }),
      read('KeyM', { metaKey: true, shiftKey: true }, true),
      read('Digit1', { metaKey: true, altKey: true }),
      read('ArrowUp', { ctrlKey: true, altKey: true }),
      read('Numpad7', { ctrlKey: true, altKey: true }),
      read('F9', {}),
      read('KeyC', { ctrlKey: true }),
      read('Semicolon', { ctrlKey: true, altKey: true }),
    ]).toEqual(['more', 'Control+Alt+M', 'Command+Shift+M', 'Alt+Super+1', 'Control+Alt+Up', 'Control+Alt+num7', 'F9', 'unfit', 'unfit'])
    expect([keyNames('Control+Alt+Up', false), keyNames('Command+Shift+M', true)]).toEqual([
      ['Ctrl', 'Alt', '↑'],
      ['⌘', '⇧', 'M'],
    ])
  })

  it('are wanted by one act only', () => {
    expect(
      planHotkeys([
        { act: 'end', keys: 'Alt+Control+M' },
        { act: 'mute', keys: 'Control+Alt+M' },
        { act: 'be-right-back', keys: 'Control+B' },
      ]),
    ).toEqual([
      { act: 'mute', verdict: 'try', keys: 'Control+Alt+M' },
      { act: 'be-right-back', verdict: 'invalid' },
      { act: 'end', verdict: 'duplicate' },
    ])
  })
})

describe('two presses', () => {
  const pressedAt = (timesMs: readonly number[]) => timesMs.reduce<Presses>((now, atMs) => press(now, atMs), notPressed).state
  it('count only close together, and never from a key that is held', () => {
    expect([
      pressedAt([0]),
      pressedAt([0, 1900]),
      pressedAt([0, 2100]),
      pressedAt([0, 2100, 3000]),
      // the system repeats a held key
      pressedAt([0, 660, 700]),
      pressedAt([0, 660, 700, 740, 780]),
      pressedAt([0, 660, 700, 1800]),
      pressedAt([0, 660, 700, 1800, 2500]),
    ]).toEqual(['armed', 'pressed-twice', 'armed', 'pressed-twice', 'held', 'held', 'armed', 'pressed-twice'])
  })
})

function aKeyboard(taken: readonly string[] = []) {
  const clock = createManualClock()
  const { core, publish } = createFakeWatch()
  const registered = new Map<string, () => void>()
  const done: string[] = []
  let resting = false
  const setSuspended = (suspended: boolean) => {
    resting = suspended
  }
  const kept = keepHotkeys({
    core,
    shortcuts: {
      register: (keys: string, act: () => void) => {
        if (resting) return false
        if (keys === 'F24') throw new TypeError('conversion failure')
        if (!taken.includes(keys)) registered.set(keys, act)
        return !taken.includes(keys)
      },
      unregister: (keys: string) => void registered.delete(keys),
      setSuspended,
    },
    acts: { toggleMute: () => done.push('mute'), toggleSlate: () => done.push('slate'), end: () => done.push('end') },
    askAgain: () => done.push('asked'),
    report: (states) => done.push(hotkeyActs.map((act) => states[act]).join()),
    monotonicMs: clock.monotonicMs,
    after: clock.after,
  })
  const choose = (keys: Partial<Record<HotkeyAct, string>>, endLive: Snapshot['session']['actions']['endLive'] = allowed) => {
    const hotkeys = hotkeyActs.map((act) => ({ act, keys: keys[act] ?? null, state: 'unset' }) as const)
    const snapshot = aSnapshot({ session: { actions: { endLive } } })
    const desktop = { notices: 'on', hidden: 'off', hotkeys, hotkeysDoubtful: false, privacy: [] } as const
    publish({ ...snapshot, app: { ...snapshot.app, desktop: { ...desktop, hotkeys, privacy: [] } } })
  }
  return {
    clock,
    registered,
    kept,
    choose,
    rest: restHotkeys({ setSuspended }, clock.after),
    areResting: () => resting,
    drain: () => done.splice(0),
    hit: (keys: string) => registered.get(keys)?.(),
  }
}

describe('hotkeys', () => {
  it('are none by themselves, and let go of with the app', () => {
    const { choose, registered, kept, drain } = aKeyboard()
    choose({})
    expect([drain(), registered.size]).toEqual([['unset,unset,unset'], 0])
    choose({ mute: 'Control+Alt+M' })
    choose({ mute: 'F9', end: 'F9' })
    expect([drain(), [...registered.keys()]]).toEqual([['set,unset,unset', 'set,unset,duplicate'], ['F9']])
    kept[Symbol.dispose]()
    expect(registered.size).toBe(0)
  })

  it('say which keys others have, and which the system does not know', () => {
    const { choose, drain } = aKeyboard(['F9'])
    choose({ mute: 'F9', 'be-right-back': 'F24', end: 'Control+E' })
    expect(drain()).toEqual(['taken,invalid,invalid'])
  })

  it('rest while others are chosen, until these are there, and never for long', async () => {
    const { choose, drain, rest, areResting, clock } = aKeyboard()
    rest(true)
    expect(areResting()).toBe(true)
    choose({ mute: 'F9' })
    expect([areResting(), drain()]).toEqual([false, ['set,unset,unset']])
    rest(true)
    rest(false)
    expect([areResting(), clock.pending()]).toEqual([false, 0])
    rest(true)
    await clock.advance(30_000)
    expect(areResting()).toBe(false)
  })

  it('act once, however long they are held', async () => {
    const { choose, drain, hit, clock } = aKeyboard()
    choose({ mute: 'F9' })
    drain()
    for (const ms of [660, 40, 40, 1200, 40]) {
      hit('F9')
      await clock.advance(ms)
    }
    expect(drain()).toEqual(['mute', 'mute'])
  })

  it('end the broadcast after two presses and a moment, and only one that can be ended', async () => {
    const { choose, drain, hit, clock } = aKeyboard()
    choose({ end: 'F10' })
    drain()
    hit('F10')
    await clock.advance(800)
    hit('F10')
    expect(drain()).toEqual(['asked'])
    await clock.advance(300)
    expect(drain()).toEqual(['end'])

    hit('F10')
    await clock.advance(5000)
    for (const ms of [660, 40, 40, 40, 2000]) {
      hit('F10')
      await clock.advance(ms)
    }
    expect(drain()).toEqual(['asked', 'asked'])

    choose({ end: 'F10' }, because('not-live'))
    hit('F10')
    await clock.advance(500)
    hit('F10')
    await clock.advance(500)
    expect(drain()).toEqual([])
  })
})
