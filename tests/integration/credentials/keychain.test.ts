import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { forkKeytarChild } from '../../../electron/credentials/fork-keytar-child.ts'
import { keychainStore } from '../../../electron/credentials/keychain-store.ts'
import { openCredentials } from '../../../electron/credentials/open-credentials.ts'
import type { CredentialsStore } from '../../../electron/credentials/port.ts'
import { secretServiceLockState } from '../../../electron/credentials/secret-service/read-lock-state.ts'
import { keychainServiceName } from '../../../electron/credentials/service-name.ts'
import { processesMarked } from '../../rig/process-tree.ts'
import { startProcess } from '../../rig/started-process.ts'
import { noKeyring, startTestKeyring, type TestKeyring } from '../../rig/test-keyring.ts'
import { credentialsContract } from '../../unit/credentials/credentials-contract.ts'
import { bundleForNode } from '../bundle-for-node.ts'

const credentials = { mode: 'operator', apiKey: 'key', apiSecret: 'secret' } as const
const uid = process.getuid?.() ?? 0
let modulePath: string

beforeAll(async () => {
  modulePath = await bundleForNode('electron/credentials/keytar-child.ts')
})

const launchWith = (env: NodeJS.ProcessEnv) => forkKeytarChild({ modulePath, env, adopt: () => () => {} })

/** A store whose service nobody used before. */
function openStore(env: NodeJS.ProcessEnv, service = `Tally (${randomUUID()})`, idleMs = 500): CredentialsStore {
  return keychainStore({ service, launch: launchWith(env), readLockState: secretServiceLockState(env, uid), idleMs })
}

async function dataDir(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'tally 데이터-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

async function timed<T>(action: Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const started = performance.now()
  return { value: await action, ms: performance.now() - started }
}

describe.skipIf(noKeyring !== null)('an unlocked gnome-keyring', () => {
  let keyring: TestKeyring
  beforeAll(async () => {
    keyring = await startTestKeyring()
  })
  afterAll(() => keyring.stop())

  credentialsContract(async () => openStore(keyring.env))

  test('is used when wanted, keeps credentials for the next start, and keeps data folders apart', async () => {
    const [one, two] = [await dataDir(), await dataDir()]
    const open = (path: string) => openCredentials({ wanted: 'keychain', dataDir: path, launch: launchWith(keyring.env), env: keyring.env })
    const first = await open(one)
    expect([first.store.kind, first.note]).toEqual(['keychain', null])
    await first.store.set('local', credentials)
    await first.store[Symbol.asyncDispose]()
    const [again, other] = await Promise.all([open(one), open(two)])
    expect(await again.store.get('local')).toEqual({ ok: true, value: credentials })
    expect(await other.store.get('local')).toEqual({ ok: true, value: null })
    for (const opened of [again, other]) await opened.store[Symbol.asyncDispose]()
  })

  test('sees no secret in the command line or environment of the process that writes it', async () => {
    const store = openStore(keyring.env, undefined, 60_000)
    await store.set('one', { mode: 'operator', apiKey: 'visible-key', apiSecret: 'visible-secret' })
    const ours = await processesMarked('HOME', keyring.env.HOME ?? '')
    const child = ours.find((entry) => entry.args.includes(modulePath))
    expect(child?.args.slice(1)).toEqual([modulePath])
    await store[Symbol.asyncDispose]()
    expect((await processesMarked('HOME', keyring.env.HOME ?? '')).some((entry) => entry.args.includes(modulePath))).toBe(false)
  })
})

describe.skipIf(noKeyring !== null)('a locked gnome-keyring', () => {
  let keyring: TestKeyring
  const locked = { ok: false, failure: { code: 'keychain-locked' } }
  afterEach(() => keyring.stop())

  test('refuses every call instead of answering as if it were empty', async () => {
    keyring = await startTestKeyring()
    const before = openStore(keyring.env, 'Tally (locked)')
    await before.set('one', credentials)
    await before[Symbol.asyncDispose]()
    await keyring.lock()
    const store = openStore(keyring.env, 'Tally (locked)')
    const { value, ms } = await timed(Promise.all([store.get('one'), store.set('one', credentials), store.remove('one')]))
    expect(value).toEqual([locked, locked, locked])
    expect(ms).toBeLessThan(5000)
    await store[Symbol.asyncDispose]()
  })

  test('leaves the run with memory and says why', async () => {
    keyring = await startTestKeyring()
    await keyring.lock()
    const opened = await openCredentials({ wanted: 'keychain', dataDir: await dataDir(), launch: launchWith(keyring.env), env: keyring.env })
    expect([opened.store.kind, opened.note]).toEqual(['memory', { code: 'keychain-locked' }])
  })

  test('whose prompt nobody answers ends with the deadline, and no process stays behind', async () => {
    const xServer = startProcess('Xvfb', ['-noreset', '-nolisten', 'tcp', '-displayfd', '1', '-screen', '0', '640x480x24'])
    const [, display] = await xServer.seen(/^(\d+)\n/m, 15_000)
    onTestFinished(async () => void (await xServer.stop(2000)))
    keyring = await startTestKeyring({ display: `:${display}` })
    await keyring.lock()
    // As if it was locked between our look and keytar's.
    const store = keychainStore({
      service: 'Tally (prompt)',
      launch: launchWith(keyring.env),
      readLockState: async () => ({ state: 'unlocked' }),
      deadlineMs: 1500,
    })
    const { value, ms } = await timed(store.set('one', credentials))
    expect(value).toEqual({ ok: false, failure: { code: 'keychain-timeout' } })
    expect(ms).toBeLessThan(2500)
    await store[Symbol.asyncDispose]()
    const left = (await processesMarked('HOME', keyring.env.HOME ?? '')).filter((entry) => entry.args.includes(modulePath))
    expect(left).toEqual([])
  })
})

describe.skipIf(process.platform !== 'linux')('without a keyring', () => {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, XDG_RUNTIME_DIR: _runtime, ...bare } = process.env

  test.each([
    ['no session bus', bare],
    ['a bus that is not there', { ...bare, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' }],
    ['a display but no bus', { ...bare, DISPLAY: ':9999' }],
  ])('%s: memory, at once, with a note', async (_what, env) => {
    const { value, ms } = await timed(openCredentials({ wanted: 'keychain', dataDir: await dataDir(), launch: launchWith(env), env }))
    expect([value.store.kind, value.note]).toEqual(['memory', { code: 'keychain-unavailable', detail: expect.any(String) }])
    expect(ms).toBeLessThan(2000)
  })

  test('a bus that never answers ends with the deadline', async () => {
    const path = join(await dataDir(), 'bus')
    const silent = createServer((socket) => socket.on('error', () => {}))
    await new Promise<void>((resolve) => silent.listen(path, resolve))
    onTestFinished(() => void silent.close())
    const env = { ...bare, DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }
    const store = keychainStore({ service: 'Tally', launch: launchWith(env), readLockState: secretServiceLockState(env, uid), deadlineMs: 300 })
    const { value, ms } = await timed(store.get('one'))
    expect(value).toEqual({ ok: false, failure: { code: 'keychain-timeout' } })
    expect(ms).toBeLessThan(1500)
    await store[Symbol.asyncDispose]()
  })
})

test('memory, where it is wanted, has no note', async () => {
  const launch = () => {
    throw new Error('the keychain is not to be touched')
  }
  const opened = await openCredentials({ wanted: 'memory', dataDir: '/', launch, env: {} })
  expect([opened.store.kind, opened.note]).toEqual(['memory', null])
})

test('the same folder has one name in the keychain, however it is reached', async () => {
  const path = await dataDir()
  const link = `${path} link`
  await symlink(path, link, 'junction')
  onTestFinished(() => rm(link, { force: true }))
  expect(await keychainServiceName(link)).toBe(await keychainServiceName(`${path}/../${path.split('/').at(-1)}`))
  expect(await keychainServiceName(path)).toMatch(/^Tally \([0-9a-f]{8}\)$/)
  expect(await keychainServiceName(tmpdir())).not.toBe(await keychainServiceName(path))
})
