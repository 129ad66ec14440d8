import type { ProfileView, RoomView, SessionView } from '#shared/contract'
import { type Failure, failure as failureOf } from '#shared/failure'
import type { VideoRoom } from '#shared/wire/room'
import { availabilities } from './availability.ts'
import type { SessionFacts } from './facts.ts'
import type { Told } from './follow-timeline.ts'
import { liveStartedAtMs } from './live-time.ts'
import { maskKey } from './mask-key.ts'
import { type Feed, shareLinks, vodFiles } from './play-urls.ts'
import { profileView } from './profile-view.ts'
import { closedReason, followedRoom, isOnAirElsewhere, isOverRoom, spelled } from './service-facts.ts'
import type { SessionContext } from './session-context.ts'
import { sessionState } from './session-state.ts'
import { tally } from './tally.ts'
import { isConversionFailing, isKeyTaken, isStillHeld, verdict } from './verdict.ts'
import { senderWitness } from './witnesses.ts'

export const roomView = (room: VideoRoom): RoomView => ({
  id: room.id,
  title: room.title ?? '',
  ...(room.description ? { description: room.description } : {}),
  state: spelled(room.videoRoomState),
  type: room.type,
  ...closedView(room),
  ...(room.accessLevel === undefined ? {} : { accessLevel: room.accessLevel }),
  vodState: room.vodState === undefined ? null : spelled(room.vodState),
  scheduledAt: room.scheduledAt ?? null,
  liveStartedAt: room.liveStartedAt ?? null,
})

function closedView({ type, videoRoomState }: VideoRoom): Pick<RoomView, 'closed'> {
  const closed = closedReason(type, videoRoomState)
  return closed === null ? {} : { closed }
}

/** What the view needs beside facts and context: when states began, and what the media gateway answers. */
export type ViewExtras = {
  readonly sinceMs: number
  readonly keySinceMs: number
  readonly resume: SessionView['resume']
  readonly report: SessionView['report']
  /** The tally of this connection before it was given up to be opened again. */
  readonly lastKnownBefore: SessionView['tally']['lastKnown']
  readonly profiles: readonly ProfileView[] | null
  readonly returnFeed: Feed | null
  readonly vod: { readonly url: string | null; readonly playbackPath: string | null }
}

/** The session as a page sees it. Pure, and without a secret: the stream key is masked here. */
export function sessionView(facts: SessionFacts, context: SessionContext, extras: ViewExtras): SessionView {
  const { observation } = context
  const { service, link, show } = facts
  const connected = facts.connection === 'connected'
  const key = observation.streamKey
  const room = followedRoom(observation, context.roomId)
  return {
    state: sessionState(show, link, facts.reception),
    sinceMs: extras.sinceMs,
    tally: tally(facts, observation.answeredAtWallMs, extras.lastKnownBefore),
    room: room && roomView(room),
    streamKey: key && {
      state: spelled(key.streamKeyState),
      sinceMs: extras.keySinceMs,
      masked: maskKey(key.streamKey),
      ingestUrl: key.ingestUrl,
      mode: service.mode,
      defaultMode: key.app?.defaultRtmpOutputMode === undefined ? null : spelled(key.app.defaultRtmpOutputMode),
      profile: key.profile === undefined ? null : profileView(key.profile),
    },
    profiles: extras.profiles && [...extras.profiles],
    liveElsewhere: liveElsewhere(facts, context),
    answeredAtMs: observation.answeredAtWallMs,
    witnesses: {
      encoder: facts.encoder,
      sender: senderWitness(link, facts.attempt, facts.stalled),
      service: !connected ? 'unknown' : service.fresh ? 'answering' : service.answered || observation.failure ? 'silent' : 'unknown',
    },
    whoSends: facts.whoSends,
    liveStartedAtMs: liveStartedAtMs(room?.liveStartedAt, observation.clockOffsetMs),
    clockOffsetMs: observation.clockOffsetMs,
    reconnectAttempt: link === 'open' ? 0 : facts.attempt,
    actions: availabilities(facts),
    verdict: verdict(facts),
    failure: shownFailure(facts, context),
    resume: extras.resume,
    returnFeed: extras.returnFeed,
    share: shareLinks(room),
    vod: room && isOverRoom(service.roomState) ? vodView(room, context, extras) : null,
    report: extras.report,
  }
}

function liveElsewhere({ service }: SessionFacts, { observation }: SessionContext): SessionView['liveElsewhere'] {
  const room = observation.streamKey?.videoRoom
  if (room === undefined || !isOnAirElsewhere(service)) return null
  return { roomId: room.id, title: room.title ?? '', state: room.videoRoomState === undefined ? null : spelled(room.videoRoomState) }
}

/** One failure at a time: what somebody has to act on first, then what keeps us from reconnecting, then the encoder. */
function shownFailure(facts: SessionFacts, context: SessionContext): Failure | null {
  const {
    failure,
    loss,
    attempt,
    encoder: { failure: encoderFailure },
  } = context
  const { link, encoder } = facts
  if (failure) return failure
  if (isKeyTaken(facts)) return failureOf('key-in-use-elsewhere')
  if (link === 'off' || link === 'failed' || link === 'closing') return null
  if (isConversionFailing(facts)) return conversionFailure(context)
  // Nothing for a person to do: the verdict says what is waited for.
  if (isStillHeld(facts)) return null
  if (loss && isWorthSaying(loss, facts, attempt)) return loss
  return encoder === 'failed' ? encoderFailure : null
}

/** The first retry happens at once and mostly helps, so there is no alarm for it, unless there was no connection that it could bring back. */
const isWorthSaying = ({ code }: Failure, { published }: SessionFacts, attempt: number): boolean =>
  attempt > 1 || (attempt === 1 && !published && code !== 'ingest-rejected')

function conversionFailure({ observation }: SessionContext): Failure {
  const error = observation.streamKey?.error
  return failureOf('service-does-not-convert', {
    ...(error?.code === undefined ? {} : { serviceCode: error.code }),
    ...(error?.message === undefined ? {} : { detail: error.message }),
  })
}

function vodView(room: VideoRoom, { observation: { videoPost } }: SessionContext, { vod }: ViewExtras): NonNullable<SessionView['vod']> {
  const post = videoPost?.id === room.videoPostId ? videoPost : null
  const postState = post?.videoPostState ?? room.videoPost?.videoPostState
  return {
    state: room.vodState === undefined ? 'NOT_ARCHIVED' : spelled(room.vodState),
    url: vod.url,
    playbackPath: vod.playbackPath,
    videoPostId: room.videoPostId ?? null,
    videoPostState: postState === undefined ? null : spelled(postState),
    files: [...vodFiles(room, post)],
  }
}

/** What the light said, and when, for the time after it. */
export function lastKnownOf({ tally, answeredAtMs }: SessionView): SessionView['tally']['lastKnown'] {
  if (tally.state === 'unknown') return tally.lastKnown
  return answeredAtMs === null ? null : { state: tally.state, atMs: answeredAtMs }
}

export const toldOf = (view: SessionView, context: SessionContext): Told => ({
  streamKeyId: context.observation.streamKey?.id ?? null,
  keyState: view.streamKey?.state ?? null,
  streamKey: context.observation.streamKey?.streamKey ?? null,
  profileId: view.streamKey?.profile?.id ?? null,
  keyTaken: view.failure?.code === 'key-in-use-elsewhere',
  roomId: view.room?.id ?? null,
  roomState: view.room?.state ?? null,
  vodState: view.room?.vodState ?? null,
  witnesses: view.witnesses,
  resumeRoomId: view.resume?.roomId ?? null,
})
