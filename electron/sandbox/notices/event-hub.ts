import type { ServerResponse } from 'node:http'
import type { FaultSwitches, Faults } from '../faults.ts'
import type { MemberEvent } from './member-event.ts'

/** What one member is told, newest last. */
type Told = { readonly id: number; readonly text: string }
type Listener = { readonly memberId: number; readonly out: ServerResponse; beat: NodeJS.Timeout | undefined }

export type EventHub = {
  /** Sends what the member is told from now on, and what it was told after `lastEventId` as far as that is remembered. */
  readonly listen: (member: { readonly memberId: number; readonly untilMs: number }, lastEventId: string | undefined, out: ServerResponse) => void
  /** @param make from the event's id; undefined where there is nothing to tell */
  readonly tell: (make: (messageId: string) => MemberEvent | undefined) => void
  /** Ends the connections of one member, or of all. */
  readonly hangUp: (memberId?: number) => void
  /** Room events go to those who joined the room's channel only. */
  readonly join: (roomId: number, memberId: number) => void
  readonly leave: (roomId: number, memberId: number) => void
  readonly [Symbol.dispose]: () => void
}

type EventHubOptions = { readonly faults: FaultSwitches; readonly wallMs: () => number }

const mostRemembered = 200
/** Who leaves so much waiting has gone, or hangs. */
const mostWaitingBytes = 1_000_000

/** Server-sent events of all members. In memory: nothing told before a start is remembered after it. */
export function createEventHub({ faults, wallMs }: EventHubOptions): EventHub {
  const listeners = new Set<Listener>()
  const remembered = new Map<number, Told[]>()
  const joined = new Map<number, Set<number>>()
  // Ids go on growing over a restart, so that an old Last-Event-ID never hides a new event.
  let lastId = wallMs() * 1000

  const send = ({ out }: Listener, text: string) => {
    if (faults.read().eventsSilent) return
    if (out.writableLength > mostWaitingBytes) out.destroy()
    else out.write(text)
  }
  const armBeat = (listener: Listener, { eventsHeartbeatMs }: Faults) => {
    clearInterval(listener.beat)
    listener.beat = eventsHeartbeatMs === 0 ? undefined : setInterval(() => send(listener, ': heartbeat\n\n'), eventsHeartbeatMs)
  }
  let heartbeatMs = faults.read().eventsHeartbeatMs
  faults.onChange((next) => {
    for (const listener of listeners) {
      if (next.eventsCut) listener.out.socket?.resetAndDestroy()
      if (next.eventsHeartbeatMs !== heartbeatMs) armBeat(listener, next)
    }
    heartbeatMs = next.eventsHeartbeatMs
  })
  const hangUp = (memberId?: number) => {
    for (const listener of listeners) if (memberId === undefined || listener.memberId === memberId) listener.out.end()
  }

  return {
    hangUp,
    listen: ({ memberId, untilMs }, lastEventId, out) => {
      const listener: Listener = { memberId, out, beat: undefined }
      const over = setTimeout(() => out.end(), Math.max(0, untilMs - wallMs()))
      listeners.add(listener)
      out.on('error', () => {}) // the close event follows
      out.once('close', () => {
        clearTimeout(over)
        clearInterval(listener.beat)
        listeners.delete(listener)
      })
      out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-store' })
      out.flushHeaders()
      send(listener, ': heartbeat\n\n')
      armBeat(listener, faults.read())
      const after = lastEventId !== undefined && /^\d{1,16}$/.test(lastEventId) ? Number(lastEventId) : undefined
      if (after === undefined) return
      for (const { id, text } of remembered.get(memberId) ?? []) if (id > after) send(listener, text)
    },
    tell: (make) => {
      lastId += 1
      const event = make(String(lastId))
      if (event === undefined) return
      const text = `id: ${lastId}\ndata: ${JSON.stringify(event.payload)}\n\n`
      const members = 'memberId' in event.to ? [event.to.memberId] : (joined.get(event.to.membersOfRoom) ?? [])
      for (const memberId of members) {
        const told = remembered.get(memberId) ?? []
        remembered.set(memberId, [...told, { id: lastId, text }].slice(-mostRemembered))
        for (const listener of listeners) if (listener.memberId === memberId) send(listener, text)
      }
    },
    join: (roomId, memberId) => {
      joined.set(roomId, new Set([...(joined.get(roomId) ?? []), memberId]))
    },
    leave: (roomId, memberId) => {
      joined.get(roomId)?.delete(memberId)
    },
    [Symbol.dispose]: () => hangUp(),
  }
}
