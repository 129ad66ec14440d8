import { type CapabilityAction, capability } from '#shared/capabilities'
import { type ActionName, type Availability, actionNames, type ReasonCode } from '#shared/contract'
import type { SessionFacts } from './facts.ts'
import { closedReason, isOnAirElsewhere, isOnAirKey, isOnAirRoom, isReceiving, isStartable } from './service-facts.ts'

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
  if (link === 'checking' || link === 'closing' || show === 'going-live' || facts.keyWork) return because('working')
  if (isSending(facts)) return because('already-sending')
  if (!facts.ffmpegUsable) return because('no-ffmpeg')
  if (source === 'none') return because('no-source')
  if (source === 'no-camera' || source === 'no-file') return because(source)
  if (source === 'missing') return because('source-not-ready')
  if (service.roomId === null) return because('no-room')
  const closed = closedReason(service.roomType, service.roomState)
  if (closed) return because(closed)
  if (facts.resuming) return because('working')
  if (facts.whoSends === 'someone-else') return because('stream-key-busy')
  if (isOnAirElsewhere(service)) return because('room-live-elsewhere')
  return isMismatched(facts) ? because('orientation-mismatch') : allowed
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
  if (show === 'going-live' || facts.keyWork) return because('working')
  if (service.roomId === null) return because('no-room')
  if (!service.fresh) return because('state-unknown')
  if (isOnAirRoom(service.roomState)) return because('already-live')
  if (isOnAirElsewhere(service)) return because('room-live-elsewhere')
  if (service.roomState === null) return because('state-unknown')
  const closed = closedReason(service.roomType, service.roomState)
  if (closed) return because(closed)
  if (service.keyState === 'ACTIVE_PREP') return because('service-preparing')
  if (isStartable(service)) {
    // The answer may be a second old: what we know of our own connection counts more.
    if (link === 'open') return allowed
    if (facts.whoSends === 'someone-else') return isSending(facts) ? because('stream-key-busy') : allowed
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

/**
 * Whoever sends, and also while an ordinary end waits for the service: the way out when no other is left. Never of a room
 * that one does not look at. Before the broadcast too where somebody else uses the key: there is no other way to be rid of them.
 */
function forceEnd(facts: SessionFacts): Availability {
  const { service, show } = facts
  const off = disconnected(facts)
  if (off) return off
  if (show === 'force-ending' || show === 'going-live') return because('working')
  if (show === 'archiving' || show === 'done' || show === 'failed') return because('not-live')
  if (!service.fresh) return because('state-unknown')
  if (isOnAirElsewhere(service)) return because('room-live-elsewhere')
  if (isOnAirRoom(service.roomState) || isOnAirKey(service.keyState)) return allowed
  return facts.whoSends === 'someone-else' ? allowed : because('not-live')
}

function selectRoom(facts: SessionFacts): Availability {
  const off = disconnected(facts)
  if (off) return off
  if (isEnding(facts)) return because('ending')
  if (facts.show === 'going-live') return because('working')
  return isOnAir(facts) && isSending(facts) && !isOnAirElsewhere(facts.service) ? because('on-air') : allowed
}

function selectConnection(facts: SessionFacts): Availability {
  if (isEnding(facts)) return because('ending')
  if (facts.show === 'going-live' || facts.keyWork) return because('working')
  if (!isSending(facts)) return allowed
  return because(isOnAir(facts) ? 'on-air' : 'already-sending')
}

/** The stream key that is sent with, and the rooms that go with it, are the member's. */
function selectMember(facts: SessionFacts): Availability {
  const off = disconnected(facts)
  if (off) return off
  const possible = selectConnection(facts)
  return !possible.allowed && possible.reason === 'already-sending' ? because('while-sending') : possible
}

function selectSource(facts: SessionFacts): Availability {
  if (!facts.ffmpegUsable) return because('no-ffmpeg')
  return facts.link === 'checking' || facts.link === 'closing' ? because('working') : allowed
}

/** Another shape of picture is another stream: the one that is sent keeps its own. */
function setOrientation(facts: SessionFacts): Availability {
  if (facts.link === 'checking' || facts.link === 'closing') return because('working')
  return isSending(facts) ? because('while-sending') : allowed
}

/** The service changes a stream key only while it is INACTIVE. */
function changeKey(facts: SessionFacts): Availability {
  const { service, link, show } = facts
  const off = disconnected(facts)
  if (off) return off
  if (isEnding(facts)) return because('ending')
  if (facts.keyWork || facts.resuming || link === 'checking' || link === 'closing' || show === 'going-live') return because('working')
  if (isOnAir(facts) || isOnAirKey(service.keyState)) return because('on-air')
  if (isSending(facts)) return because('while-sending')
  if (!service.fresh) return because('state-unknown')
  if (isReceiving(service.keyState)) return because(facts.whoSends === 'someone-else' ? 'stop-other-encoder' : 'working')
  return service.keyState === 'INACTIVE' ? allowed : because('state-unknown')
}

/** Viewers would see bars, or a picture cut to pieces: nothing is started like this. */
export const isMismatched = ({ orientation, service: { profileOrientation } }: Pick<SessionFacts, 'orientation' | 'service'>): boolean =>
  profileOrientation !== null && profileOrientation !== orientation

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
  selectMember,
  setOrientation,
  chooseProfile: changeKey,
  reissueKey: changeKey,
}

/** What the service lets only some ask for. */
const needs: { readonly [K in ActionName]?: CapabilityAction } = {
  forceEnd: 'streamKey.forceTerminate',
  reissueKey: 'streamKey.reissue',
  chooseProfile: 'streamKey.chooseProfile',
  selectMember: 'members.list',
}

/** Not now, and not at any other time either: said before what might pass. */
function mayNever(action: ActionName, { mode }: SessionFacts): Availability | null {
  const needed = needs[action]
  return mode === null || needed === undefined || capability(needed, mode).possible ? null : because('ask-operator')
}

/** Whether an action is possible now, and if not, the one reason that a person can do something about (or wait for) first. */
export const availability = (action: ActionName, facts: SessionFacts): Availability => mayNever(action, facts) ?? judges[action](facts)

export const availabilities = (facts: SessionFacts): { readonly [K in ActionName]: Availability } =>
  Object.fromEntries(actionNames.map((action) => [action, availability(action, facts)])) as { [K in ActionName]: Availability }
