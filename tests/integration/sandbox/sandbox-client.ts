import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { until } from '../../rig/until.ts'

type Json = Record<string, unknown>
export type Answer = { readonly status: number; readonly body: Json }

/** The API of a running sandbox as plain JSON; nothing of the program's own client. */
export type SandboxClient = {
  readonly call: (method: string, path: string, body?: unknown) => Promise<Answer>
  readonly key: () => Promise<Json>
  readonly room: (id: number) => Promise<Json>
  readonly firstRoom: () => Promise<number>
  readonly ingest: () => Promise<Json>
  readonly setFaults: (faults: Json) => Promise<Answer>
  /** Waits for a state of the stream key. */
  readonly keyIs: (state: string, timeoutMs?: number) => Promise<Json>
  readonly roomIs: (id: number, state: string, timeoutMs?: number) => Promise<Json>
}

export function clientOf({ apiUrl, apiKey, apiSecret, appUserId }: Pick<Sandbox, 'apiUrl' | 'apiKey' | 'apiSecret' | 'appUserId'>): SandboxClient {
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Json) }
  }
  const key = async () => (await call('GET', `/v2/apps/me/members/${appUserId}/stream-key`)).body
  const room = async (id: number) => (await call('GET', `/v2/apps/me/video-rooms/${id}`)).body
  return {
    call,
    key,
    room,
    firstRoom: async () => {
      const { body } = await call('GET', '/v2/apps/me/video-rooms?videoRoomState=SCHEDULED&sortBy=CREATED_AT_ASC')
      return ((body.content as Json[])[0]?.id as number | undefined) ?? Number.NaN
    },
    ingest: async () => (await call('GET', '/__sandbox/ingest')).body,
    setFaults: (faults) => call('PUT', '/__sandbox/faults', faults),
    keyIs: (state, timeoutMs = 15_000) =>
      until(
        `stream key ${state}`,
        async () => {
          const found = await key()
          return found.streamKeyState === state && found
        },
        timeoutMs,
        20,
      ),
    roomIs: (id, state, timeoutMs = 15_000) =>
      until(
        `room ${state}`,
        async () => {
          const found = await room(id)
          return found.videoRoomState === state && found
        },
        timeoutMs,
        20,
      ),
  }
}
