import type { Snapshot } from '#shared/contract'
import { isOnAirRoom } from '../session/is-on-air-room.ts'

export const checks = ['connection', 'room', 'picture', 'shape', 'sound', 'stream', 'seen'] as const
export type Check = (typeof checks)[number]

/** `good`: done; `warn`: works, but think about it; `todo`: not yet; `bad`: something is in the way. */
export type CheckLevel = 'good' | 'warn' | 'todo' | 'bad'

export type CheckResult = { readonly check: Check; readonly level: CheckLevel }

/** What should be true before going live, in the order in which a person does it. */
export function checklist(snapshot: Snapshot): readonly CheckResult[] {
  const { connection, session, program } = snapshot
  const level: Readonly<Record<Check, CheckLevel>> = {
    connection: connection.state === 'connected' ? 'good' : connection.state === 'failed' ? 'bad' : 'todo',
    room: session.room === null ? 'todo' : session.room.state === 'SCHEDULED' || isOnAirRoom(session.room.state) ? 'good' : 'todo',
    picture: program.preview === 'failed' ? 'bad' : program.preview === 'on' ? 'good' : 'todo',
    shape: program.mismatch ? 'bad' : 'good',
    sound: program.channels.some(({ muted }) => !muted) ? 'good' : 'warn',
    stream: session.failure !== null ? 'bad' : session.witnesses.sender === 'publishing' ? 'good' : 'todo',
    seen: session.returnFeed === null ? 'todo' : 'good',
  }
  return checks.map((check) => ({ check, level: level[check] }))
}
