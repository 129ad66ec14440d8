import { beforeEach, describe, expect, test } from 'vitest'
import { type KeychainStoreOptions, keychainStore } from '../../../electron/credentials/keychain-store.ts'
import type { LockState } from '../../../electron/credentials/secret-service/read-lock-state.ts'
import { credentialsContract } from './credentials-contract.ts'
import { fakeKeytarChild } from './fake-keytar-child.ts'

const credentials = { mode: 'operator', apiKey: 'k', apiSecret: 's' } as const
let child: ReturnType<typeof fakeKeytarChild>
let lock: LockState[]

const open = (more: Partial<KeychainStoreOptions> = {}) =>
  keychainStore({ service: 'Tally (0)', launch: child.launch, readLockState: async () => lock.shift() ?? { state: 'unlocked' }, ...more })

beforeEach(() => {
  child = fakeKeytarChild()
  lock = []
})

describe('behind a stand-in of keytar', () => credentialsContract(async () => open()))

test('a locked keychain is never asked and never passes for an empty one', async () => {
  const store = open()
  lock = [{ state: 'locked' }]
  expect(await store.get('one')).toEqual({ ok: false, failure: { code: 'keychain-locked' } })
  expect(child.launched).toBe(0)
  lock = [{ state: 'unlocked' }, { state: 'locked' }]
  expect(await store.get('one')).toEqual({ ok: false, failure: { code: 'keychain-locked' } })
})

test('without a secret service nothing is asked', async () => {
  lock = [{ state: 'unavailable', why: 'there is no session bus' }]
  expect(await open().set('one', credentials)).toEqual({ ok: false, failure: { code: 'keychain-unavailable', detail: 'there is no session bus' } })
})

test('a call that hangs is killed at the deadline, with all others under way, and the next call works', async () => {
  const store = open({ deadlineMs: 30 })
  child.behaviour = 'hangs'
  const timeout = { ok: false, failure: { code: 'keychain-timeout' } }
  expect(await Promise.all([store.get('one'), store.set('two', credentials)])).toEqual([timeout, timeout])
  child.behaviour = 'answers'
  expect(await store.get('one')).toEqual({ ok: true, value: null })
  expect({ launched: child.launched, killed: child.killed }).toEqual({ launched: 2, killed: 1 })
})

test('a reading of the lock that hangs ends at the deadline too', async () => {
  const hanging = (signal: AbortSignal) => new Promise<LockState>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  expect(await open({ deadlineMs: 30, readLockState: hanging }).get('one')).toEqual({ ok: false, failure: { code: 'keychain-timeout' } })
})

test('a process that dies, refuses or cannot start is a failure that says why', async () => {
  const store = open()
  child.behaviour = 'dies'
  expect(await store.get('one')).toMatchObject({ failure: { code: 'keychain-unavailable', detail: expect.stringContaining('ended') } })
  child.behaviour = 'refuses'
  child.refusal = 'keytar.node is missing'
  expect(await store.remove('one')).toEqual({ ok: false, failure: { code: 'keychain-unavailable', detail: 'keytar.node is missing' } })
  child.refusal = 'User interaction is not allowed.'
  expect(await store.set('one', credentials)).toMatchObject({ failure: { code: 'keychain-locked' } })
  const cannotStart = open({
    launch: () => {
      throw new Error('ENOENT')
    },
  })
  expect(await cannotStart.get('one')).toMatchObject({ failure: { code: 'keychain-unavailable', detail: 'ENOENT' } })
})

test('an entry that is not ours is a failure, and saving over it mends it', async () => {
  const store = open()
  child.entries.set('Tally (0)/one', 'a password')
  expect(await store.get('one')).toMatchObject({ ok: false, failure: { code: 'credentials-missing' } })
  await store.set('one', credentials)
  expect(await store.get('one')).toEqual({ ok: true, value: credentials })
})

test('an entry from before there were modes is a key pair', async () => {
  child.entries.set('Tally (0)/one', JSON.stringify({ apiKey: 'k', apiSecret: 's' }))
  expect(await open().get('one')).toEqual({ ok: true, value: credentials })
})

test('the process is let go when it is idle, and with the store', async () => {
  const store = open({ idleMs: 5 })
  await store.get('one')
  await expect.poll(() => child.killed).toBe(1)
  await store.get('one')
  await store[Symbol.asyncDispose]()
  expect({ launched: child.launched, killed: child.killed }).toEqual({ launched: 2, killed: 2 })
  expect(await store.get('one')).toMatchObject({ ok: false, failure: { code: 'keychain-unavailable' } })
})
