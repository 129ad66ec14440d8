import type Electron from 'electron'
import { ownSchemeOf, ownSchemes, registerScheme } from './addresses.ts'
import { loud, NotImitated, onlyKnown } from './loud.ts'

type PermissionRequestHandler = Exclude<Parameters<Electron.Session['setPermissionRequestHandler']>[0], null>
type PermissionCheckHandler = Exclude<Parameters<Electron.Session['setPermissionCheckHandler']>[0], null>
type DisplayMediaHandler = Exclude<Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0], null>
type ProtocolHandler = Parameters<Electron.Protocol['handle']>[1]

export type Imitated = Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDisplayMediaRequestHandler' | 'resolveProxy'
> & { readonly protocol: Pick<Electron.Protocol, 'handle' | 'unhandle' | 'isProtocolHandled'> }

/** A session with what only the stand-in may ask of it. */
export type SessionParts = {
  readonly session: Electron.Session
  /** Null: the default session. */
  readonly partition: string | null
  readonly handlers: {
    permissionRequest: PermissionRequestHandler | null
    permissionCheck: PermissionCheckHandler | null
    displayMedia: DisplayMediaHandler | null
    readonly protocols: Map<string, ProtocolHandler>
  }
}

const all = new Map<string | null, SessionParts>()

function createSession(partition: string | null): SessionParts {
  const handlers: SessionParts['handlers'] = { permissionRequest: null, permissionCheck: null, displayMedia: null, protocols: new Map() }
  const imitated: Imitated = {
    setPermissionRequestHandler: (handler) => {
      handlers.permissionRequest = handler
    },
    setPermissionCheckHandler: (handler) => {
      handlers.permissionCheck = handler
    },
    setDisplayMediaRequestHandler: (handler) => {
      handlers.displayMedia = handler
    },
    // No proxy, as this computer has none.
    resolveProxy: async () => 'DIRECT',
    protocol: loud('session.protocol', {
      handle: (scheme: string, handler: ProtocolHandler) => {
        if (!ownSchemes.has(scheme)) throw new NotImitated(`protocol.handle of the scheme ${scheme}, which is not registered as privileged`)
        if (handlers.protocols.has(scheme)) throw new Error(`the protocol ${scheme} has a handler already`)
        handlers.protocols.set(scheme, handler)
      },
      unhandle: (scheme: string) => void handlers.protocols.delete(scheme),
      isProtocolHandled: (scheme: string) => handlers.protocols.has(scheme),
    }),
  }
  return { session: loud('session', imitated) as unknown as Electron.Session, partition, handlers }
}

/** The parts of the session of a name, made at its first use and the same ever after (Electron, session, `fromPartition`). */
export function sessionOf(partition: string | null): SessionParts {
  const known = all.get(partition) ?? createSession(partition)
  all.set(partition, known)
  return known
}

export const partsOf = (session: Electron.Session): SessionParts => {
  const found = [...all.values()].find((parts) => parts.session === session)
  if (found === undefined) throw new NotImitated('session that it did not make')
  return found
}

/** What answers an address of ours in a session; null for any other address. */
export function handlerOf(parts: SessionParts, address: string): ProtocolHandler | 'nobody' | null {
  const scheme = ownSchemeOf(address)
  return scheme === null ? null : (parts.handlers.protocols.get(scheme) ?? 'nobody')
}

export const sessionModule = {
  get defaultSession() {
    return sessionOf(null).session
  },
  fromPartition: (partition: string, options: Electron.FromPartitionOptions = { cache: true }) => {
    onlyKnown('session.fromPartition', options, ['cache'])
    if (partition.startsWith('persist:')) throw new NotImitated('session that is kept on disk, other than the default one')
    return sessionOf(partition).session
  },
} satisfies Pick<typeof Electron.session, 'fromPartition' | 'defaultSession'>

/** “This method can only be used before the `ready` event of the `app` module gets emitted and can be called only once” (Electron, protocol). */
export function createProtocolModule(isReady: () => boolean) {
  let called = false
  return {
    registerSchemesAsPrivileged: (schemes) => {
      if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      if (called) throw new Error('protocol.registerSchemesAsPrivileged can be called only once')
      called = true
      for (const { scheme, privileges = {} } of schemes) {
        onlyKnown('privilege', privileges, ['standard', 'secure', 'supportFetchAPI', 'stream'])
        if (!privileges.standard || !privileges.secure) throw new NotImitated(`scheme that is not standard and secure (${scheme})`)
        registerScheme(scheme)
      }
    },
  } satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>
}
