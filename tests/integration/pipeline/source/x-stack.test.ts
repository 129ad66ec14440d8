import { afterAll, beforeAll, expect, test } from 'vitest'
import { readXStack } from '../../../../electron/pipeline/source/read-x-stack.ts'
import { type StartedProcess, startProcess } from '../../../rig/started-process.ts'
import { until } from '../../../rig/until.ts'
import { startXDisplay, type XDisplay } from '../x-display.ts'

let display: XDisplay
const started: StartedProcess[] = []
beforeAll(async () => {
  display = await startXDisplay()
})
afterAll(async () => {
  for (const one of started) await one.stop(2000)
  await display.stop()
})

const stack = async () => {
  const read = await readXStack({ DISPLAY: display.name })
  return read.ok ? read.value : []
}
const titles = async () => (await stack()).map(({ title }) => title)

const show = async (title: string, geometry: string) => {
  started.push(startProcess('xclock', ['-geometry', geometry, '-title', title], { env: { ...process.env, DISPLAY: display.name } }))
  await until(`a window ${title}`, async () => (await titles()).includes(title))
  return (await stack()).find((window) => window.title === title)?.id ?? 0
}

/** What a window manager would write; `root`: on the root window. */
const write = async (on: number | 'root', property: string, kind: string, values: string) => {
  const where = on === 'root' ? ['-root'] : ['-id', `${on}`]
  const writing = startProcess('xprop', [...where, '-f', property, kind, '-set', property, values], {
    env: { ...process.env, DISPLAY: display.name },
  })
  expect(await writing.exited, writing.stderr()).toBe(0)
}

test('windows are told as they lie on one another, and only those that somebody sees', async () => {
  const lower = await show('lower', '300x200+20+30')
  const upper = await show('upper', '301x201+100+60')
  expect(await stack()).toEqual([
    { id: lower, screen: 0, title: 'lower', x: 21, y: 31, width: 300, height: 200 },
    { id: upper, screen: 0, title: 'upper', x: 101, y: 61, width: 301, height: 201 },
  ])

  await write('root', '_NET_CLIENT_LIST_STACKING', '32x', `${upper}, ${lower}`)
  expect(await titles()).toEqual(['upper', 'lower'])

  await write('root', '_NET_CURRENT_DESKTOP', '32c', '1')
  await write(upper, '_NET_WM_DESKTOP', '32c', '0')
  expect(await titles()).toEqual(['lower'])
  await write(upper, '_NET_WM_DESKTOP', '32c', '1')
  await write(lower, '_NET_WM_DESKTOP', '32x', '0xFFFFFFFF')
  expect(await titles()).toEqual(['upper', 'lower'])

  await write(lower, '_NET_WM_STATE', '32a', '_NET_WM_STATE_HIDDEN')
  expect(await titles()).toEqual(['upper'])
})

test('no display is no stack', async () => {
  expect(await readXStack({ DISPLAY: ':97531' })).toMatchObject({ ok: false, failure: { code: 'no-display' } })
})
