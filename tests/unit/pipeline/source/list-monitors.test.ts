import { expect, test } from 'vitest'
import { screensOf } from '../../../../electron/pipeline/source/list-monitors.ts'
import { parseMonitors } from '../../../../electron/pipeline/source/parse-monitors.ts'

/** As `monitorsCommand` writes them: by ConvertTo-Json, which leaves out the brackets around one. */
const one = '{"name":"\\\\\\\\.\\\\DISPLAY1","x":0,"y":0,"width":2560,"height":1441}\r\n'
const two =
  '\uFEFF[{"name":"\\\\\\\\.\\\\DISPLAY2","x":-1080,"y":-200,"width":1080,"height":1920},{"name":"\\\\\\\\.\\\\DISPLAY1","x":0,"y":0,"width":1920,"height":1080}]'

test('one monitor, in even sizes', () => {
  expect(parseMonitors(one)).toEqual([{ name: 'DISPLAY1', x: 0, y: 0, width: 2560, height: 1440 }])
})

test('several, also left of and above the first', () => {
  expect(parseMonitors(two)).toEqual([
    { name: 'DISPLAY2', x: -1080, y: -200, width: 1080, height: 1920 },
    { name: 'DISPLAY1', x: 0, y: 0, width: 1920, height: 1080 },
  ])
})

test('anything else is no list of monitors', () => {
  for (const text of [
    '',
    'Add-Type : Cannot add type.',
    '{}',
    '[{"name":"","x":0,"y":0,"width":10,"height":10}]',
    '{"name":"a","x":0,"y":0,"width":0,"height":1}',
  ])
    expect(parseMonitors(text), text).toBe(null)
})

test('the primary one first, and all as one behind several; where none is told, the whole desktop', () => {
  const place = { x: 0, y: 0, width: 2560, height: 1440 }
  expect(screensOf(parseMonitors(one) ?? [], false)).toEqual([
    { id: 'screen:0', label: 'DISPLAY1', width: 2560, height: 1440, input: { kind: 'gdigrab', place } },
  ])
  expect(screensOf(parseMonitors(two) ?? [], true).map(({ id, input }) => ({ id, input }))).toEqual([
    { id: 'screen:0', input: { kind: 'ddagrab', output: 1, place: { x: 0, y: 0, width: 1920, height: 1080 } } },
    { id: 'screen:DISPLAY2', input: { kind: 'ddagrab', output: 0, place: { x: -1080, y: -200, width: 1080, height: 1920 } } },
    { id: 'screen:all', input: { kind: 'gdigrab' } },
  ])
  expect(screensOf([], true)).toEqual([{ id: 'screen:0', label: 'Screen', input: { kind: 'gdigrab' } }])
})
