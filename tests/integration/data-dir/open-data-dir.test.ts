import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdLock } from '../../../electron/data-dir/hold-lock.ts'
import { openDataDir } from '../../../electron/data-dir/open-data-dir.ts'
import { bundleForNode } from '../bundle-for-node.ts'

let dir: string
const children: ChildProcess[] = []

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tally data 김-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(dir, { recursive: true, force: true })
})

async function openInAnotherProcess(root: string): Promise<{ child: ChildProcess; answer: unknown }> {
  const script = await bundleForNode('tests/integration/data-dir/hold-data-dir.ts')
  const child = fork(script, [root])
  children.push(child)
  const [answer] = await once(child, 'message')
  return { child, answer }
}

test('the folder is made, held by one process, and free again after dispose', async () => {
  const root = join(dir, 'new', 'Tally')
  const first = await openDataDir(root)
  expect(first).toMatchObject({ ok: true, value: { root, settingsFile: join(root, 'settings.json'), logsDir: join(root, 'logs') } })
  expect(await openDataDir(root)).toEqual({ ok: false, failure: { code: 'data-dir-in-use', params: { path: root, pid: process.pid } } })
  if (first.ok) await first.value[Symbol.asyncDispose]()
  const again = await openDataDir(root)
  expect(again.ok).toBe(true)
  if (again.ok) await again.value[Symbol.asyncDispose]()
  expect((await readdir(root)).sort()).toEqual(['logs', 'run', 'sandbox'])
})

test('another process is told who holds the folder, and takes it over when the holder was killed', async () => {
  const holder = await openInAnotherProcess(dir)
  expect(holder.answer).toEqual({ ok: true })
  expect(await openDataDir(dir)).toMatchObject({ ok: false, failure: { code: 'data-dir-in-use', params: { pid: holder.child.pid } } })
  holder.child.kill('SIGKILL')
  await once(holder.child, 'exit')
  const taken = await openDataDir(dir)
  expect(taken.ok).toBe(true)
  if (taken.ok) await taken.value[Symbol.asyncDispose]()
})

test('a lock whose process id was given to another process since is stale', async () => {
  const path = join(dir, 'lock')
  await writeFile(path, JSON.stringify({ pid: process.pid, startedAt: 'another boot 1', nonce: 'old' }))
  const outcome = await holdLock(path)
  expect(outcome.held).toBe(true)
  if (outcome.held) await outcome.release()
  expect(await readdir(dir)).toEqual([])
})

test('of many that find the same stale lock at once, exactly one gets it', async () => {
  const path = join(dir, 'lock')
  for (let round = 0; round < 10; round += 1) {
    await writeFile(path, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: 'gone', nonce: 'old' }))
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => holdLock(path)))
    const held = outcomes.filter((outcome) => outcome.held)
    expect(held).toHaveLength(1)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid })
    for (const outcome of held) await outcome.release()
  }
})

test('a path that cannot be a folder is a failure that names it', async () => {
  const file = join(dir, 'file')
  await writeFile(file, '')
  const root = join(file, 'Tally')
  expect(await openDataDir(root)).toMatchObject({ ok: false, failure: { code: 'data-dir-read-only', params: { path: root } } })
})

test.skipIf(process.platform !== 'linux')('a place that refuses new folders is a failure, not a wait without end', async () => {
  const root = '/proc/tally/data'
  expect(await openDataDir(root)).toMatchObject({ ok: false, failure: { code: 'data-dir-read-only', params: { path: root } } })
})
