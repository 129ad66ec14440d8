import type { Snapshot, TallyState } from '#shared/contract'
import type { ServiceFacts } from './service-facts.ts'
import { isOnAirElsewhere } from './service-facts.ts'

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
 * room LIVE and key ACTIVE_LIVE. An older answer makes it `unknown`, with what was known last. Without a connection: `off`.
 */
export function tally(service: ServiceFacts, connected: boolean, answeredAtWallMs: number | null): Snapshot['session']['tally'] {
  if (!connected) return { state: 'off', lastKnown: null }
  if (service.fresh) return { state: judgeAnswer(service), lastKnown: null }
  const lastKnown = service.answered && answeredAtWallMs !== null ? { state: judgeAnswer(service), atMs: answeredAtWallMs } : null
  return { state: 'unknown', lastKnown }
}
