import { openCloud } from '../../../electron/cloud/open-cloud.ts'
import type { CloudConnection, CloudCredentials } from '../../../electron/cloud/port.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { systemTimers } from '../../../electron/timers.ts'
import type { Manners } from './documented-answers.ts'
import { type DocumentedServer, keyPair, memberToken, serveDocuments } from './documented-server.ts'

export type AccessMode = CloudCredentials['mode']

export type OpenDocumented = AsyncDisposable & { readonly server: DocumentedServer; readonly cloud: CloudConnection }

export type OpenDocumentedOptions = {
  readonly manners?: Partial<Manners>
  readonly token?: string
  /** The client's waits (10 s for an answer, pauses before it asks again) pass this much faster; real sockets do not. */
  readonly timesFaster?: number
}

/** Our client, connected to a server that knows only the documents. */
export async function openDocumented(
  mode: AccessMode,
  { manners = {}, token = memberToken, timesFaster = 5 }: OpenDocumentedOptions = {},
): Promise<OpenDocumented> {
  const server = await serveDocuments(manners)
  const cloud = openCloud({
    baseUrl: server.url,
    credentials: mode === 'operator' ? { mode, ...keyPair } : { mode, tokens: { accessToken: token }, tokenUrl: null },
    logger: silentLogger,
    clock: { wallMs: () => Date.now(), monotonicMs: () => performance.now() * timesFaster },
    timers: { after: (ms, run) => systemTimers.after(ms / timesFaster, run) },
    random: () => 0,
  })
  return {
    server,
    cloud,
    [Symbol.asyncDispose]: async () => {
      cloud[Symbol.dispose]()
      await server.close()
    },
  }
}
