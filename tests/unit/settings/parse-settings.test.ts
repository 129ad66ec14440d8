import { expect, test } from 'vitest'
import { defaultSettings, parseSettings } from '../../../electron/settings/parse-settings.ts'

test('missing fields take their defaults and unknown ones stay, at every level', () => {
  const connection = { id: 'a', name: '방송', environment: 'production', apiBaseUrl: 'https://h', colour: 'red' }
  expect(parseSettings(`\uFEFF${JSON.stringify({ version: 1, language: 'ko', connections: [connection], later: { x: 1 } })}`)).toEqual({
    kind: 'good',
    settings: { ...defaultSettings, language: 'ko', connections: [{ ...connection, color: 'slate', mode: 'operator' }], later: { x: 1 } },
  })
})

test('a connection from before there were modes and colours is an operator’s; an unknown colour spoils nothing', () => {
  const old = { id: 'a', name: 'A', environment: 'sandbox', apiBaseUrl: 'https://h' }
  const parsed = parseSettings(JSON.stringify({ version: 1, connections: [old, { ...old, id: 'b', color: 'infrared', mode: 'member' }] }))
  expect(parsed.kind === 'good' && parsed.settings.connections).toEqual([
    { ...old, color: 'slate', mode: 'operator' },
    { ...old, id: 'b', color: 'slate', mode: 'member' },
  ])
})

test('of a newer version, what still fits is read', () => {
  expect(parseSettings(JSON.stringify({ version: 7, language: 'ko', theme: { night: 'dark' }, videoKbps: 4000 }))).toEqual({
    kind: 'newer',
    version: 7,
    settings: { ...defaultSettings, language: 'ko', videoKbps: 4000 },
  })
})

test.each(['', '{"version":1', '[]', 'null', '{}', '{"version":0}', '{"version":"1"}', '{"version":1,"videoKbps":"much"}', '\0\0\0\0'])(
  '%j is broken',
  (text) => {
    expect(parseSettings(text)).toEqual({ kind: 'broken', why: expect.any(String) })
  },
)

test('a file from before there were choices of the page keeps what it says and takes the defaults for the rest', () => {
  const { guide: _g, countdownSeconds: _c, shortcuts: _s, ...older } = { ...defaultSettings, theme: 'system' as const }
  expect(parseSettings(JSON.stringify(older))).toEqual({
    kind: 'good',
    settings: { ...older, guide: 'rehearsal', countdownSeconds: 0, shortcuts: true },
  })
  expect(defaultSettings.theme).toBe('dark')
})

test('keys that cannot be read are none, and spoil nothing', () => {
  const hotkeysOf = (hotkeys: unknown) => {
    const parsed = parseSettings(JSON.stringify({ version: 1, language: 'ko', hotkeys }))
    return parsed.kind === 'good' && parsed.settings.language === 'ko' ? parsed.settings.hotkeys : parsed.kind
  }
  expect([{ mute: 'F9', end: null }, { mute: 9 }, { dance: 'F9' }, 'F9', undefined].map(hotkeysOf)).toEqual([
    { mute: 'F9', end: null },
    {},
    {},
    {},
    {},
  ])
})
