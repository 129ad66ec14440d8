import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { readEntry, writeEntry } from './entry.ts'
import { type KeytarCall, keytarProcess, type LaunchKeytarChild } from './keytar-process.ts'
import type { CredentialsStore, StoredSecrets } from './port.ts'
import type { ReadLockState } from './secret-service/read-lock-state.ts'

export type KeychainStoreOptions = {
  /** See `keychainServiceName`. */
  readonly service: string
  readonly launch: LaunchKeytarChild
  readonly readLockState: ReadLockState
  /** For a whole call, whatever it takes. */
  readonly deadlineMs?: number
  /** After which the helper process is let go. */
  readonly idleMs?: number
}

/** What the keychains of macOS and Linux say when they would have to ask the person. */
const lockedMessage = /interaction is not allowed|locked|cancell?ed/i

/**
 * The keychain of the operating system, by keytar in a process of its own. Every call ends within the deadline.
 * A locked keychain is not asked to unlock itself: the prompt would outlive the deadline. And "no such entry" is believed
 * only after the keychain was seen unlocked, because a locked one answers the same.
 */
export function keychainStore({ service, launch, readLockState, deadlineMs = 5000, idleMs = 5000 }: KeychainStoreOptions): CredentialsStore {
  const keytar = keytarProcess(launch, idleMs)

  const obstacle = async (deadline: AbortSignal): Promise<Failure | null> => {
    try {
      const lock = await readLockState(deadline)
      if (lock.state === 'unavailable') return failure('keychain-unavailable', { detail: lock.why })
      return lock.state === 'locked' ? failure('keychain-locked') : null
    } catch (error) {
      if (deadline.aborted) return failure('keychain-timeout')
      throw error
    }
  }
  const call = async (connectionId: string, act: Act): Promise<Result<string | null>> => {
    const deadline = AbortSignal.timeout(deadlineMs)
    const before = await obstacle(deadline)
    if (before !== null) return err(before)
    const outcome = await keytar.ask({ ...act, service, account: connectionId }, deadline)
    if (outcome.kind === 'timeout') return err(failure('keychain-timeout'))
    if (outcome.kind === 'answered' && (outcome.value !== null || act.act !== 'get')) return ok(outcome.value)
    const after = await obstacle(deadline)
    if (after !== null) return err(after)
    if (outcome.kind === 'answered') return ok(null)
    return err(failure(lockedMessage.test(outcome.message) ? 'keychain-locked' : 'keychain-unavailable', { detail: outcome.message }))
  }
  const done = (result: Result<unknown>): Result<void> => (result.ok ? ok(undefined) : result)

  return {
    kind: 'keychain',
    get: async (connectionId) => {
      const read = await call(connectionId, { act: 'get' })
      return read.ok && read.value !== null ? parseEntry(read.value) : (read as Result<null>)
    },
    set: async (connectionId, secrets) => done(await call(connectionId, { act: 'set', password: writeEntry(secrets) })),
    remove: async (connectionId) => done(await call(connectionId, { act: 'remove' })),
    [Symbol.asyncDispose]: () => keytar[Symbol.asyncDispose](),
  }
}

type ActOf<T> = T extends unknown ? Omit<T, 'service' | 'account'> : never
type Act = ActOf<KeytarCall>

/** An entry that somebody else wrote is as good as none, but not the same: saving over it mends it. */
function parseEntry(text: string): Result<StoredSecrets> {
  const secrets = readEntry(text)
  return secrets === null ? err(failure('credentials-missing', { detail: 'the entry in the keychain is not readable' })) : ok(secrets)
}
