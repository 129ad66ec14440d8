import { describe, expect, it } from 'vitest'
import { type KeyPress, readShortcut, type Surroundings } from '../../../renderer/features/shortcuts/read-shortcut.ts'
import { keyNameOf, shortcuts } from '../../../renderer/features/shortcuts/shortcut-table.ts'
import { holdRemotely, onRemoteHold } from '../../../renderer/ui/hold-remote.ts'

const atRest: Surroundings = { on: true, typing: false, choosing: false, dialogOpen: false }

const press = (part: Partial<KeyPress> & { readonly altGraph?: boolean }): KeyPress => ({
  key: 'x',
  code: 'KeyX',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  getModifierState: (name) => name === 'AltGraph' && part.altGraph === true,
  ...part,
})
const altL = { key: 'l', code: 'KeyL', altKey: true }
const does = (part: Parameters<typeof press>[0], around: Partial<Surroundings> = {}) =>
  readShortcut(press(part), { ...atRest, ...around })?.does ?? null

describe('the shortcuts', () => {
  it('each have keys of their own', () => {
    const keys = shortcuts.map((shortcut) => `${shortcut.with} ${shortcut.code}`)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
    const names = (keysWith: 'alt' | 'nothing') => shortcuts.filter((shortcut) => shortcut.with === keysWith).map(({ code }) => keyNameOf(code))
    expect(names('alt').join(' ')).toBe('S L E R M P F A 1 2 3 4 5 H')
    expect(names('nothing').join(' ')).toBe('1 2 3 4 5 6 7 8 9 M')
  })

  it('go by the place of the key, whatever the layout writes there', () => {
    const written = ['l', 'ㅣ', '¬', 'Dead']
    expect(written.map((key) => does({ ...altL, key }))).toEqual(['goLive', 'goLive', 'goLive', 'goLive'])
  })

  it('guard what matters on air: going live and ending are held, never pressed', () => {
    const guarded = shortcuts.filter(({ does: what }) => what === 'goLive' || what === 'endLive').map(({ act }) => act)
    expect(guarded).toEqual([
      { kind: 'hold', testId: 'go-live' },
      { kind: 'hold', testId: 'end-live' },
    ])
  })

  it('need Alt alone', () => {
    const others = [
      { key: 'l', code: 'KeyL' },
      { ...altL, ctrlKey: true },
      { ...altL, metaKey: true },
      { ...altL, shiftKey: true },
      { ...altL, altGraph: true },
    ]
    expect(others.map((keys) => does(keys))).toEqual([null, null, null, null, null])
  })

  it('switch scenes and mute by a key alone, but not where it chooses from a list', () => {
    const two = { key: '2', code: 'Digit2' }
    const m = { key: 'ㅡ', code: 'KeyM' }
    expect([does(two), does(m), does(two, { choosing: true }), does(m, { typing: true }), does({ ...two, ctrlKey: true })]).toEqual([
      'scene',
      'hush',
      null,
      null,
      null,
    ])
    expect(does({ ...two, altKey: true }, { choosing: true })).toBe('tab')
  })

  it('rest while one writes, while a syllable is composed, while a dialog is open, and when they are off', () => {
    const resting = [
      does(altL, { typing: true }),
      does(altL, { dialogOpen: true }),
      does(altL, { on: false }),
      does({ ...altL, isComposing: true }),
      does({ key: '?', code: 'Slash', shiftKey: true }, { on: false }),
      does({ key: '?', code: 'Slash', shiftKey: true }, { typing: true }),
    ]
    expect(resting).toEqual([null, null, null, null, null, null])
  })

  it('open their list by a question mark too', () => {
    expect([does({ key: '?', code: 'Slash', shiftKey: true }), does({ key: 'h', code: 'KeyH', altKey: true })]).toEqual(['sheet', 'sheet'])
  })
})

describe('a button held from elsewhere', () => {
  it('hears its own signals until it goes away, and nobody else’s', () => {
    const heard: string[] = []
    const stop = onRemoteHold('go-live', (signal) => heard.push(signal))
    holdRemotely('end-live', 'press')
    holdRemotely('go-live', 'press')
    holdRemotely('go-live', 'release')
    stop()
    holdRemotely('go-live', 'press')
    expect(heard).toEqual(['press', 'release'])
  })
})
