import type { Failure } from '#shared/failure'
import { keychainStore } from './keychain-store.ts'
import type { LaunchKeytarChild } from './keytar-process.ts'
import { memoryStore } from './memory-store.ts'
import type { CredentialsStore } from './port.ts'
import { type ReadLockState, secretServiceLockState } from './secret-service/read-lock-state.ts'
import { keychainServiceName } from './service-name.ts'

export type CredentialsOptions = {
  readonly wanted: 'keychain' | 'memory'
  /** An existing folder; names the entries. */
  readonly dataDir: string
  readonly launch: LaunchKeytarChild
  readonly env: Readonly<Record<string, string | undefined>>
}

export type OpenedCredentials = {
  readonly store: CredentialsStore
  /** Why the keychain is not used although it was wanted (`keychain-unavailable`, `-locked`, `-timeout`); null otherwise. */
  readonly note: Failure | null
}

/** No connection has this id; asking for it shows whether the keychain answers at all. */
const probeAccount = 'tally-probe'

/**
 * The home of secrets for this run. Where the keychain cannot be used, that is memory, with a note: never a file.
 * Takes 5 s at most.
 */
export async function openCredentials({ wanted, dataDir, launch, env }: CredentialsOptions): Promise<OpenedCredentials> {
  if (wanted === 'memory') return { store: memoryStore(), note: null }
  const keychain = keychainStore({ service: await keychainServiceName(dataDir), launch, readLockState: lockStateOfThisSystem(env) })
  const probe = await keychain.get(probeAccount)
  if (probe.ok) return { store: keychain, note: null }
  await keychain[Symbol.asyncDispose]()
  return { store: memoryStore(), note: probe.failure }
}

/** Only on Linux does a locked keychain pass for an empty one. */
function lockStateOfThisSystem(env: CredentialsOptions['env']): ReadLockState {
  const uid = process.getuid?.()
  return process.platform === 'linux' && uid !== undefined ? secretServiceLockState(env, uid) : async () => ({ state: 'unlocked' })
}
