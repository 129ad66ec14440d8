import type { PictureWarning, Snapshot } from '#shared/contract'
import { levelOfWarning, warningsAbout } from '../program/read-warnings.ts'
import { isOnAirRoom } from '../session/is-on-air-room.ts'

export const checks = ['connection', 'room', 'picture', 'shape', 'sound', 'stream', 'seen'] as const
export type Check = (typeof checks)[number]

/** `good`: done; `warn`: works, but think about it; `todo`: not yet; `bad`: something is in the way. */
export type CheckLevel = 'good' | 'warn' | 'todo' | 'bad'

/** `warnings`: what is seen or heard to be wrong with it, the most pressing first. */
export type CheckResult = { readonly check: Check; readonly level: CheckLevel; readonly warnings: readonly PictureWarning[] }

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
  return checks.map((check) => {
    const warnings = check === 'picture' || check === 'sound' ? warningsAbout(program.warnings, check) : []
    return { check, level: level[check] === 'good' ? worst(warnings) : level[check], warnings }
  })
}

/** With a black picture nobody is ready; everything else is for the person to judge. */
const worst = (warnings: readonly PictureWarning[]): CheckLevel =>
  warnings.length === 0 ? 'good' : warnings.some((warning) => levelOfWarning(warning) === 'bad') ? 'bad' : 'warn'
