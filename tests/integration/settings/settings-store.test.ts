import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { defaultSettings, parseSettings } from '../../../electron/settings/parse-settings.ts'
import { openSettings } from '../../../electron/settings/settings-store.ts'
import { bundleForNode } from '../bundle-for-node.ts'

let dir: string
let path: string
let warnings: string[]

const open = () =>
  openSettings({
    path,
    clock: { ...systemClock, wallMs: () => Date.UTC(2026, 0, 2, 3, 4, 5) },
    logger: { ...silentLogger, warn: (message) => warnings.push(message) },
  })
const read = async (name: string) => JSON.parse(await readFile(join(dir, name), 'utf8'))

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tally-settings-'))
  path = join(dir, 'settings.json')
  warnings = []
})
afterEach(() => rm(dir, { recursive: true, force: true }))

test('changes survive, unknown fields are kept, and the good file before stays as .last', async () => {
  await writeFile(path, JSON.stringify({ version: 1, theme: 'dark', fromAnotherTool: [1] }))
  const store = await open()
  expect(await Promise.all([store.update({ language: 'ko' }), store.update({ videoKbps: 4000 })])).toEqual([
    { ok: true, value: undefined },
    { ok: true, value: undefined },
  ])
  await store.update({ theme: 'light' })
  const expected = { ...defaultSettings, language: 'ko', videoKbps: 4000, fromAnotherTool: [1] }
  expect([await read('settings.json'), await read('settings.json.last')]).toEqual([
    { ...expected, theme: 'light' },
    { ...expected, theme: 'dark' },
  ])
  expect((await open()).current()).toEqual({ ...expected, theme: 'light' })
  expect((await readdir(dir)).sort()).toEqual(['settings.json', 'settings.json.last'])
})

test('a broken file is kept aside and the last good one takes its place, for good', async () => {
  const before = await open()
  await before.update({ language: 'ko' })
  await before.update({ theme: 'light' })
  await writeFile(path, '{"version":1,"language":')
  expect((await open()).current()).toEqual({ ...defaultSettings, language: 'ko' })
  expect((await open()).current()).toEqual({ ...defaultSettings, language: 'ko' })
  expect(warnings).toEqual(['The settings are broken; they are kept aside and the last good ones are used'])
  expect(await readFile(join(dir, 'settings.json.broken-2026-01-02T03-04-05-000Z'), 'utf8')).toBe('{"version":1,"language":')
})

test('where nothing good is left, the defaults are used', async () => {
  await writeFile(path, 'x')
  await writeFile(`${path}.last`, 'y')
  expect((await open()).current()).toEqual(defaultSettings)
  expect((await read('settings.json')).version).toBe(1)
})

test('the file of a newer version is never touched; changes hold for this run', async () => {
  const text = '{"version":2,"language":"ko","new":true}'
  await writeFile(path, text)
  const store = await open()
  const refused = { ok: false, failure: { code: 'settings-newer', params: { path, version: 2, known: 1 } } }
  expect(store.readOnlyReason()).toEqual(refused)
  expect(await store.update({ theme: 'dark' })).toEqual(refused)
  expect(store.current()).toMatchObject({ language: 'ko', theme: 'dark' })
  expect(await readFile(path, 'utf8')).toBe(text)
  expect(await readdir(dir)).toEqual(['settings.json'])
})

test('a file that cannot be written is a failure until it can', async () => {
  const store = await open()
  await mkdir(path)
  expect(await store.update({ theme: 'dark' })).toMatchObject({ ok: false, failure: { code: 'data-dir-read-only', params: { path } } })
  expect(store.readOnlyReason()).toMatchObject({ ok: false })
  await rm(path, { recursive: true })
  expect(await store.update({ language: 'en' })).toEqual({ ok: true, value: undefined })
  expect(store.readOnlyReason()).toBeNull()
  expect(await read('settings.json')).toMatchObject({ theme: 'dark', language: 'en' })
})

test('killed at any moment, it leaves whole settings', async () => {
  const script = await bundleForNode('tests/integration/settings/change-settings-for-ever.ts')
  for (let round = 0; round < 5; round += 1) {
    const child = fork(script, [path])
    for (let change = 0; change < 20 + round * 7; change += 1) await once(child, 'message')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(parseSettings(await readFile(path, 'utf8')).kind).toBe('good')
  }
})
