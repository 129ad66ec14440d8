import type { Snapshot, TallyState } from '#shared/contract'
import type { SessionFacts } from './facts.ts'
import type { ServiceFacts } from './service-facts.ts'
import { isOnAirElsewhere } from './service-facts.ts'

type Tally = Snapshot['session']['tally']

/** What one complete answer says by itself, whoever sends. */
function judgeAnswer(service: ServiceFacts): TallyState {
  const { keyState } = service
  // One key serves all rooms of a member: on air for another room than the one followed is on air as well.
  const roomState = isOnAirElsewhere(service) ? service.keyRoomState : service.roomState
  if (keyState === 'unknown' || roomState === 'unknown') return 'unknown'
  if (roomState === 'LIVE' && keyState === 'ACTIVE_LIVE') return 'live'
  if (roomState === 'LIVE_INACTIVE' || keyState === 'ACTIVE_LIVE_PREP' || keyState === 'INACTIVE_LIVE') return 'trouble'
  // The two halves contradict each other: one of them was asked just before a change. The next answer will tell.
  if (roomState === 'LIVE' || keyState === 'ACTIVE_LIVE') return 'unknown'
  return keyState === 'ACTIVE' || keyState === 'ACTIVE_PREP' ? 'preview' : 'off'
}

/**
 * The tally light. `live` only while the newest complete answer is at most 10 s old (on a clock that never jumps) and says
 * room LIVE and key ACTIVE_LIVE. An older answer makes it `unknown`, with what was known last. `off` without an answer only
 * where no connection is wanted: one that is being opened, or failed, leaves the question open.
 * `before`: what was known last of this connection when it was given up to be opened again.
 */
export function tally(
  { connection, service }: Pick<SessionFacts, 'connection' | 'service'>,
  answeredAtWallMs: number | null,
  before: Tally['lastKnown'],
): Tally {
  if (connection === 'none') return { state: 'off', lastKnown: null }
  if (connection !== 'connected') return { state: 'unknown', lastKnown: before }
  if (service.fresh) return { state: judgeAnswer(service), lastKnown: null }
  const lastKnown = service.answered && answeredAtWallMs !== null ? { state: judgeAnswer(service), atMs: answeredAtWallMs } : null
  return { state: 'unknown', lastKnown }
}
