import type { ActionName, Availability, ReasonCode } from '#shared/contract'
import type { SessionFacts } from './facts.ts'
import { isOnAirElsewhere, isOnAirKey, isOnAirRoom, isStartable } from './service-facts.ts'

const allowed: Availability = { allowed: true }
const because = (reason: ReasonCode): Availability => ({ allowed: false, reason })

const isSending = ({ link }: SessionFacts) => link !== 'off' && link !== 'failed'
const isEnding = ({ show }: SessionFacts) => show === 'ending' || show === 'ending-stuck' || show === 'force-ending'
const isOnAir = ({ show }: SessionFacts) => show === 'live' || show === 'interrupted'

/** Nothing that concerns the service is possible without a connection to it. */
const disconnected = ({ connection }: SessionFacts): Availability | null =>
  connection === 'connected' ? null : because(connection === 'connecting' ? 'connecting' : 'not-connected')

function streamStart(facts: SessionFacts): Availability {
  const { link, show, service, source } = facts
  const off = disconnected(facts)
  if (off) return off
  if (isEnding(facts)) return because('ending')
  if (link === 'checking' || link === 'closing' || show === 'going-live') return because('working')
  if (isSending(facts)) return because('already-sending')
  if (!facts.ffmpegUsable) return because('no-ffmpeg')
  if (source === 'none') return because('no-source')
  if (source === 'missing') return because('source-not-ready')
  if (service.roomId === null) return because('no-room')
  if (service.roomState !== null && service.roomState !== 'SCHEDULED' && !isOnAirRoom(service.roomState)) return because('room-not-startable')
  if (facts.resuming) return because('working')
  if (facts.whoSends === 'someone-else') return because('stream-key-busy')
  if (isOnAirElsewhere(service)) return because('room-live-elsewhere')
  return allowed
}

function streamStop(facts: SessionFacts): Availability {
  if (isEnding(facts)) return because('ending')
  if (facts.link === 'closing') return because('working')
  return isSending(facts) ? allowed : because('not-sending')
}

function reconnectNow(facts: SessionFacts): Availability {
  if (isEnding(facts)) return because('ending')
  if (!isSending(facts)) return because('not-sending')
  return facts.link === 'retrying' || (facts.link === 'open' && facts.stalled) ? allowed : because('not-interrupted')
}

function goLive(facts: SessionFacts): Availability {
  const { service, link, show } = facts
  const off = disconnected(facts)
  if (off) return off
  if (isEnding(facts)) return because('ending')
  if (show === 'going-live') return because('working')
  if (service.roomId === null) return because('no-room')
  if (!service.fresh) return because('state-unknown')
  if (isOnAirRoom(service.roomState)) return because('already-live')
  if (isOnAirElsewhere(service)) return because('room-live-elsewhere')
  if (service.roomState === null) return because('state-unknown')
  if (service.roomState !== 'SCHEDULED') return because('room-not-startable')
  if (service.keyState === 'ACTIVE_PREP') return because('service-preparing')
  if (isStartable(service)) {
    // The answer may be a second old: what we know of our own connection counts more.
    if (facts.whoSends === 'someone-else' || link === 'open') return allowed
    return because(isSending(facts) ? 'service-not-receiving' : 'not-sending')
  }
  if (service.keyState === 'INACTIVE') return because(isSending(facts) ? 'service-not-receiving' : 'not-sending')
  return because('state-unknown')
}

function endLive(facts: SessionFacts): Availability {
  const { service } = facts
  const off = disconnected(facts)
  if (off) return off
  if (isEnding(facts)) return because('ending')
  if (facts.show === 'going-live') return because('working')
  if (!isOnAir(facts)) return because('not-live')
  if (!service.fresh) return because('state-unknown')
  if (facts.whoSends !== 'someone-else') return allowed
  return because(facts.resuming ? 'working' : 'stop-other-encoder')
}

/** Whoever sends, and also while an ordinary end waits for the service: the way out when no other is left. Never of a room that one does not look at. */
function forceEnd(facts: SessionFacts): Availability {
  const { service, show } = facts
  const off = disconnected(facts)
  if (off) return off
  if (show === 'force-ending' || show === 'going-live') return because('working')
  if (show === 'archiving' || show === 'done' || show === 'failed') return because('not-live')
  if (!service.fresh) return because('state-unknown')
  if (isOnAirElsewhere(service)) return because('room-live-elsewhere')
  return isOnAirRoom(service.roomState) || isOnAirKey(service.keyState) ? allowed : because('not-live')
}

function selectRoom(facts: SessionFacts): Availability {
  const off = disconnected(facts)
  if (off) return off
  if (isEnding(facts)) return because('ending')
  if (facts.show === 'going-live') return because('working')
  return isOnAir(facts) && isSending(facts) ? because('on-air') : allowed
}

function selectConnection(facts: SessionFacts): Availability {
  if (isEnding(facts)) return because('ending')
  if (facts.show === 'going-live') return because('working')
  if (!isSending(facts)) return allowed
  return because(isOnAir(facts) ? 'on-air' : 'already-sending')
}

function selectSource(facts: SessionFacts): Availability {
  if (!facts.ffmpegUsable) return because('no-ffmpeg')
  return facts.link === 'checking' || facts.link === 'closing' ? because('working') : allowed
}

const judges: { readonly [K in ActionName]: (facts: SessionFacts) => Availability } = {
  streamStart,
  streamStop,
  reconnectNow,
  goLive,
  endLive,
  forceEnd,
  selectRoom,
  selectSource,
  selectConnection,
}

/** Whether an action is possible now, and if not, the one reason that a person can do something about (or wait for) first. */
export const availability = (action: ActionName, facts: SessionFacts): Availability => judges[action](facts)

export const availabilities = (facts: SessionFacts): { readonly [K in ActionName]: Availability } =>
  Object.fromEntries(Object.entries(judges).map(([action, judge]) => [action, judge(facts)])) as { [K in ActionName]: Availability }
