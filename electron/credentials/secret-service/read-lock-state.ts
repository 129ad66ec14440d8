import { sessionBusSockets } from './bus-address.ts'
import { type Bus, openBus } from './open-bus.ts'

/** Whether secrets can be read and written right now without asking the person. */
export type LockState = { readonly state: 'unlocked' } | { readonly state: 'locked' } | { readonly state: 'unavailable'; readonly why: string }

/** Reads it anew. Never throws but when the signal is aborted. */
export type ReadLockState = (signal: AbortSignal) => Promise<LockState>

const service = 'org.freedesktop.secrets'
const servicePath = '/org/freedesktop/secrets'
const noCollection = '/'

/**
 * Reads the `Locked` property of the default collection (freedesktop.org Secret Service API, "Collections"), which is where libsecret stores.
 * libsecret itself answers "no such entry" for a locked collection and waits for a prompt without end where there is a display.
 */
export function secretServiceLockState(env: Readonly<Record<string, string | undefined>>, uid: number): ReadLockState {
  return async (signal) => {
    const sockets = sessionBusSockets(env)
    let why = 'there is no session bus'
    for (const socket of sockets) {
      try {
        const bus = await openBus(socket, uid, signal)
        try {
          return await askDefaultCollection(bus)
        } finally {
          bus[Symbol.dispose]()
        }
      } catch (error) {
        signal.throwIfAborted()
        why = (error as Error).message
      }
    }
    return { state: 'unavailable', why }
  }
}

async function askDefaultCollection(bus: Bus): Promise<LockState> {
  const [collection] = await bus.call({
    destination: service,
    path: servicePath,
    interface: 'org.freedesktop.Secret.Service',
    member: 'ReadAlias',
    args: ['default'],
  })
  if (typeof collection !== 'string' || collection === noCollection) return { state: 'unavailable', why: 'there is no default keyring' }
  const [locked] = await bus.call({
    destination: service,
    path: collection,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    args: ['org.freedesktop.Secret.Collection', 'Locked'],
  })
  if (typeof locked !== 'boolean') return { state: 'unavailable', why: 'the keyring does not say whether it is locked' }
  return locked ? { state: 'locked' } : { state: 'unlocked' }
}
