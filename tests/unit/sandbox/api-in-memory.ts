import { expect } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createApiServer } from '../../../electron/sandbox/api/api-server.ts'
import { controlRoutes } from '../../../electron/sandbox/api/control.ts'
import { createDoors } from '../../../electron/sandbox/api/doors.ts'
import { eventRoutes } from '../../../electron/sandbox/api/events.ts'
import { loginRoutes } from '../../../electron/sandbox/api/login.ts'
import { memberRoutes } from '../../../electron/sandbox/api/members.ts'
import { withOpenApi } from '../../../electron/sandbox/api/openapi.ts'
import { ownAccountRoutes } from '../../../electron/sandbox/api/own-account.ts'
import { ownRoomRoutes } from '../../../electron/sandbox/api/own-rooms.ts'
import { postRoutes } from '../../../electron/sandbox/api/posts.ts'
import { createPresenter } from '../../../electron/sandbox/api/present.ts'
import { profileRoutes } from '../../../electron/sandbox/api/profiles.ts'
import { createRoomActs } from '../../../electron/sandbox/api/room-acts.ts'
import { roomRoutes } from '../../../electron/sandbox/api/rooms.ts'
import { streamKeyRoutes } from '../../../electron/sandbox/api/stream-keys.ts'
import { createFaultSwitches } from '../../../electron/sandbox/faults.ts'
import { createEventHub } from '../../../electron/sandbox/notices/event-hub.ts'
import { tellOthers } from '../../../electron/sandbox/notices/tell-others.ts'
import { createWebhooks } from '../../../electron/sandbox/notices/webhooks.ts'
import { applyChanges } from '../../../electron/sandbox/state/apply-changes.ts'
import type { Database } from '../../../electron/sandbox/state/entities.ts'
import type { CommitListener, Store } from '../../../electron/sandbox/state/store.ts'
import type { Tokens } from '../../../electron/sandbox/state/tokens.ts'
import { sampleState } from './sample-state.ts'

export const credentials = { apiKey: 'k', apiSecret: 's:ecret' }
export const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
export const error = (errorCode: string) => ({ errorCode, errorMessage: expect.any(String) })

export type Recorded = { readonly method: string; readonly path: string; readonly status: number; readonly body: string }

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** A store that forgets. */
export function storeInMemory(first: Database): Store {
  let database = first
  let ids = 2000
  const listeners: CommitListener[] = []
  return {
    read: () => database,
    newId: () => ids++,
    commit: (changes) => {
      const before = database
      database = applyChanges(database, changes)
      for (const listener of listeners) listener(changes, before)
    },
    onCommit: (listener) => void listeners.push(listener),
    [Symbol.dispose]: () => {},
  }
}

/** Tokens that say whose they are: `access-1003`, `streaming-guest`. */
function plainTokens(): Tokens {
  let revoked = false
  return {
    issue: (memberId) => ({
      accessToken: `access-${memberId ?? 'guest'}`,
      refreshToken: 'refresh',
      streamingToken: `streaming-${memberId ?? 'guest'}`,
    }),
    bearerOf: (kind, token) => {
      const [, of] = new RegExp(`^${kind}-(\\d+|guest)$`).exec(token) ?? []
      return of === undefined || revoked
        ? undefined
        : { memberId: of === 'guest' ? null : Number(of), expiresAtMs: Date.parse('2026-03-02T12:00:00Z') }
    },
    revokeAll: () => {
      revoked = true
    },
  }
}

/** The API over a state in memory. Starting is refused, ending is a bug. */
export function serveInMemory() {
  const store = storeInMemory(sampleState())
  const faults = createFaultSwitches()
  const tokens = plainTokens()
  const terminated: number[] = []
  const addresses = { ingestUrl: 'rtmp://i/live', playUrl: 'http://p', rtmpPlayUrl: 'rtmp://i/play' }
  const context = {
    store,
    now: () => '2026-03-01T12:00:00.000Z',
    present: () => createPresenter(store.read(), addresses),
    randomText: (length: number) => 'B'.repeat(length),
    terminate: (id: number) => void terminated.push(id),
    start: () => ({ kind: 'refused', errorCode: 'STREAM_KEY_STATE_NOT_ACTIVE' }) as const,
    end: () => {
      throw new Error('a bug')
    },
    faults,
    tokens,
    apiKey: credentials.apiKey,
  }
  const acts = createRoomActs(context)
  const hub = createEventHub({ faults, wallMs: () => Date.parse(context.now()) })
  const webhooks = createWebhooks({ app: () => store.read().app, now: context.now, monotonicMs: () => 0 })
  tellOthers({ store, hub, webhooks, addresses: () => addresses, now: context.now })
  const routes = withOpenApi([
    ...postRoutes({ ...context, removeVod: () => {} }),
    ...memberRoutes(context),
    ...loginRoutes(context),
    ...streamKeyRoutes(context),
    ...profileRoutes(context),
    ...roomRoutes({ ...context, acts }),
    ...ownAccountRoutes(context),
    ...ownRoomRoutes({ ...context, acts }),
    ...eventRoutes({ ...context, hub }),
    ...controlRoutes({ ...context, faults, webhooks, ingest: () => ({ bytes: 7 }) }),
  ])
  const server = createApiServer({
    doors: createDoors({ credentials, tokens, store }),
    routes,
    faults,
    wallMs: () => Date.parse('2026-03-01T12:00:00Z'),
    logger: silentLogger,
  })
  const recorded: Recorded[] = []
  const call = async (method: Method, url: string, payload?: string | object, headers: Record<string, string> = basic('k:s:ecret')) => {
    const answer = await server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
    recorded.push({ method, path: url.split('?', 1)[0] ?? '', status: answer.statusCode, body: answer.body })
    return [answer.statusCode, answer.body === '' ? null : answer.json()] as const
  }
  return {
    call,
    store,
    tokens,
    hub,
    webhooks,
    terminated,
    routes,
    recorded: () => recorded,
    db: () => store.read(),
    listen: () => server.listen({ port: 0, host: '127.0.0.1' }),
    close: async () => {
      hub[Symbol.dispose]()
      webhooks[Symbol.dispose]()
      await server.close()
    },
  }
}
