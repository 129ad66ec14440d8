import type { ActionName, ReasonCode, SessionView, Telemetry } from '#shared/contract'
import { failure } from '#shared/failure'
import type { RoomId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { OutputMode } from '#shared/states'
import type { Clock } from '../clock.ts'
import type { MediaAccess, MediaGateway } from '../cloud/media-gateway-port.ts'
import type { CloudObservation } from '../cloud/port.ts'
import type { Pipeline } from '../pipeline/port.ts'
import type { Timers } from '../timers.ts'
import { availability } from './availability.ts'
import { freshForMs, quitMs } from './deadlines.ts'
import type { SessionFacts, Surroundings } from './facts.ts'
import { bitrateNote, followTimeline } from './follow-timeline.ts'
import { healthSamples, judgeHealth } from './judge-health.ts'
import { createKeyWork } from './key-work.ts'
import { type OperationDeps, sessionOperations } from './operations.ts'
import { pace } from './pace.ts'
import { isFeedOver, returnFeed, vodUrl } from './play-urls.ts'
import { countTelemetry, followReport, type ReportProgress, reportOf } from './report.ts'
import type { ResumeOffer } from './resume-offer.ts'
import { createResumption } from './resumption.ts'
import { followedRoom, isOverRoom, readService, spelled } from './service-facts.ts'
import type { CloudSeat, SessionEvent } from './session-context.ts'
import { wasForced } from './session-guards.ts'
import { startSessionActor } from './session-machine.ts'
import { sessionState } from './session-state.ts'
import { isShutOut } from './session-steps.ts'
import { lastKnownOf, sessionView, toldOf } from './session-view.ts'
import type { Timeline } from './timeline.ts'
import { whoSends } from './who-sends.ts'

export type SessionDeps = Omit<OperationDeps, 'pipeline'> & {
  readonly pipeline: Pick<Pipeline, 'startSending' | 'stopSending' | 'probeIngest' | 'onEvent' | 'onTelemetry'>
  readonly clock: Clock
  readonly timers: Timers
  readonly gateway: Pick<MediaGateway, 'expose'>
  readonly timeline: Timeline
  readonly surroundings: () => Surroundings
  /** That the program is encoded with. */
  readonly fps: () => number
  /** Called after every step; the view may have changed. */
  readonly onChange: () => void
}

/** The broadcast: told what a person wants, watching encoder, sender and service, and the only one that decides. */
export type Session = {
  /** Sit down at an open connection; only while nothing is sent. The observation may be of any age. */
  readonly attach: (seat: CloudSeat, roomId: RoomId | null) => void
  /** `toReopen`: the same connection is tried again, so what was known last of it still tells something. */
  readonly detach: (toReopen?: boolean) => void
  /** Follow another room from now on. */
  readonly follow: (roomId: RoomId | null) => void
  /** The room that is followed; null where none is chosen. */
  readonly followed: () => RoomId | null
  readonly observation: () => CloudObservation
  /** Asks the service now and waits for its answer, or its silence. */
  readonly refresh: () => Promise<void>
  readonly view: () => SessionView
  /** With what the media of the followed room may be fetched. */
  readonly mediaAccess: () => MediaAccess
  /** Whether an action is possible now; a refusal is `not-allowed` with the reason code in its parameters. */
  readonly check: (action: ActionName) => Result<null>
  /** The commands answer at once: what comes of them is seen in the view. */
  readonly streamStart: () => Result<null>
  readonly streamStop: () => Result<null>
  readonly reconnectNow: () => Result<null>
  readonly goLive: () => Result<null>
  readonly endLive: () => Result<null>
  readonly forceEnd: () => Result<null>
  /** Answer once the service has. */
  readonly reissueKey: () => Promise<Result<null>>
  readonly chooseProfile: (profileId: string) => Promise<Result<null>>
  /** Asks for the profiles of this connection, where that was not done yet. */
  readonly listProfiles: () => Promise<Result<null>>
  /** What we ask the ingest to make of what is sent; null while nothing is. */
  readonly sentMode: () => OutputMode | null
  /** The network came back, or changed: what waits is tried at once, and the service is asked. */
  readonly networkChanged: () => void
  /** The computer slept: the same, and what was known before proves nothing. */
  readonly wokeUp: () => void
  readonly offerResume: (offer: ResumeOffer | null) => void
  /** Goes on with the offered broadcast, whose room is followed by now: at once, or as soon as the service lets go of what it still holds. */
  readonly resume: () => Result<null>
  /** The person turned to something else: sending does not start by itself any more. */
  readonly cancelResume: () => void
  readonly dismissFailure: () => void
  /** Something around the session changed (connection, source): judge again. */
  readonly reconsider: () => void
  /** Stops sending in order, within 5 s. The room stays as it is, so that the broadcast can be resumed. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

const refused = (reason: ReasonCode): Result<never> => err(failure('not-allowed', { params: { reason } }))

export function createSession(deps: SessionDeps): Session {
  const { clock, timers, timeline, gateway } = deps
  const operations = sessionOperations(deps)
  const actor = startSessionActor(operations, clock.monotonicMs, timers)
  const keyWork = createKeyWork({ operations, context: actor.context, check: (action) => check(action), onChange: () => react() })
  const resumption = createResumption(timers, () => {
    timeline.add({ kind: 'trouble', code: 'resume-gave-up' })
    react()
  })
  let lastKnownBefore: SessionView['tally']['lastKnown'] = null
  let samples: readonly Telemetry[] = []
  let report: ReportProgress | null = null
  let lastHealth: SessionFacts['health'] = 'good'
  let stopWatching = () => {}
  let cancelStale = () => {}
  let disposed = false
  const send = (event: SessionEvent) => {
    if (!disposed) actor.send(event)
  }

  function facts(): SessionFacts {
    const context = actor.context()
    const nowMs = clock.monotonicMs()
    const { link, reception, show } = actor.whereabouts()
    const service = readService(context.observation, context.roomId, nowMs)
    const endedAgoMs = context.unreleasedSinceMs === null ? null : nowMs - context.unreleasedSinceMs
    return {
      ...deps.surroundings(),
      link,
      reception,
      show,
      attempt: context.attempt,
      loss: context.loss?.code ?? null,
      encoder: context.encoder.state,
      encoderFailure: context.encoder.failure?.code ?? null,
      stalled: context.senderStalled,
      service,
      resuming: resumption.isWished(),
      whoSends: whoSends(service.keyState, { link, endedAgoMs, shutOut: isShutOut(context) }),
      shutOut: isShutOut(context),
      published: context.publishedThisRun,
      keyWork: keyWork.isUnderWay(),
      sentMode: sentMode(),
      health: link === 'open' ? judgeHealth(samples, deps.fps()) : 'good',
      forced: wasForced(context),
    }
  }

  const sentMode = () => actor.context().target?.mode ?? null

  let since = { state: '', ms: clock.wallMs() }
  let keySince = { state: '', ms: clock.wallMs() }
  const sinceOf = (before: { state: string; ms: number }, state: string) => (before.state === state ? before : { state, ms: clock.wallMs() })

  function mediaAccess(): MediaAccess {
    const { observation, roomId, seat } = actor.context()
    const { accessLevel = 'PUBLIC' } = followedRoom(observation, roomId) ?? {}
    const streamingToken = accessLevel === 'PUBLIC' ? undefined : seat?.streamingToken()
    // Only a service on this computer may name addresses on this computer.
    return { allowPrivateHosts: seat?.isHere ?? false, ...(streamingToken === undefined ? {} : { streamingToken }) }
  }

  function media(now: SessionFacts) {
    const { observation, roomId } = actor.context()
    const room = followedRoom(observation, roomId)
    const options = mediaAccess()
    const url = room && isOverRoom(room.videoRoomState) ? vodUrl(room, observation.videoPost) : null
    const feed = isFeedOver(now) ? null : returnFeed(observation.streamKey, room)
    const feedPath = gateway.expose('return-feed', feed?.url ?? null, options)
    return {
      returnFeed: feed === null || feedPath === null ? null : { protocol: feed.protocol, url: feedPath },
      vod: { url, playbackPath: gateway.expose('vod', url, options) },
    }
  }

  function look(): SessionView {
    const context = actor.context()
    const now = facts()
    const { streamKey } = context.observation
    since = sinceOf(since, sessionState(now.show, now.link, now.reception))
    keySince = sinceOf(keySince, streamKey ? `${streamKey.id}:${spelled(streamKey.streamKeyState)}` : '')
    const extras = {
      resume: resumption.view(),
      profiles: keyWork.profiles(),
      report: reportOf(report, clock.monotonicMs()),
      lastKnownBefore,
      ...media(now),
    }
    return sessionView(now, context, { ...extras, sinceMs: since.ms, keySinceMs: keySince.ms })
  }

  let view = look()
  let told = toldOf(view, actor.context())

  /** Everything that follows from where the session is now. */
  function react(): void {
    if (disposed) return
    const { observation, roomId } = actor.context()
    resumption.keepTrue(observation, roomId, actor.whereabouts().link)
    if (resumption.isWished() && observation.streamKey?.streamKeyState === 'INACTIVE_LIVE' && canResume().allowed) {
      startResumed()
      return
    }
    report = followReport(report, { nowMs: clock.monotonicMs(), nowWallMs: clock.wallMs(), facts: facts(), observation })
    view = look()
    const next = toldOf(view, actor.context())
    const notes = followTimeline(told, next)
    told = next
    for (const note of notes) timeline.add(note)
    actor.context().seat?.watcher.setPace(pace(facts()))
    deps.onChange()
  }

  /** As if nobody sent: the connection that the service still holds may be our own from before. */
  const canResume = () => availability('streamStart', { ...facts(), resuming: false, whoSends: 'nobody' })

  function startResumed(): void {
    resumption.put(null)
    timeline.add({ kind: 'action', code: 'resumed' })
    send({ type: 'START' })
  }

  function cancelResume(): void {
    if (!resumption.isWished()) return
    resumption.cancel()
    react()
  }

  function resume(): Result<null> {
    if (resumption.view() === null) return refused('not-interrupted')
    const possible = canResume()
    if (!possible.allowed) return refused(possible.reason)
    if (!resumption.isWished()) {
      resumption.wish()
      if (facts().service.keyState !== 'INACTIVE_LIVE') timeline.add({ kind: 'action', code: 'resume-waiting' })
      react()
    }
    return ok(null)
  }

  /** The tally must become unknown by the mere passing of time. */
  function watchAge({ answeredAtMonotonicMs }: CloudObservation): void {
    cancelStale()
    if (answeredAtMonotonicMs === null) return
    cancelStale = timers.after(Math.max(0, answeredAtMonotonicMs + freshForMs + 1 - clock.monotonicMs()), react)
  }

  function observe(observation: CloudObservation): void {
    if (observation.streamKey) deps.hideSecret(observation.streamKey.streamKey)
    send({ type: 'OBSERVED', observation })
    watchAge(observation)
  }

  function tryAtOnce(): void {
    send({ type: 'NUDGE' })
    const { seat } = actor.context()
    if (seat && !disposed) operations.refresh(seat)
  }

  function check(action: ActionName): Result<null> {
    const answer = availability(action, facts())
    return answer.allowed ? ok(null) : refused(answer.reason)
  }

  function act(action: ActionName, event: SessionEvent): Result<null> {
    const possible = check(action)
    if (possible.ok) send(event)
    return possible
  }

  actor.onChange(react)
  const stopEvents = deps.pipeline.onEvent((event) => {
    if (event.type === 'bitrate') timeline.add(bitrateNote(event))
    send({ type: 'PIPELINE', event })
  })
  const stopTelemetry = deps.pipeline.onTelemetry((telemetry) => {
    const { link } = actor.whereabouts()
    samples = link === 'open' ? [...samples, telemetry].slice(-healthSamples) : []
    report = countTelemetry(report, telemetry, link, clock.monotonicMs())
    const { health } = facts()
    if (health === lastHealth) return
    lastHealth = health
    react()
  })

  return {
    attach: (seat, roomId) => {
      stopWatching()
      resumption.put(null)
      lastKnownBefore = null
      const { streamKey } = seat.watcher.current()
      if (streamKey) deps.hideSecret(streamKey.streamKey)
      send({ type: 'ATTACH', seat, roomId })
      watchAge(seat.watcher.current())
      stopWatching = seat.watcher.observe(observe)
    },
    detach: (toReopen = false) => {
      lastKnownBefore = toReopen ? lastKnownOf(look()) : null
      // Rooms of another service may carry the same ids.
      if (!toReopen) report = null
      stopWatching()
      cancelStale()
      resumption.put(null)
      send({ type: 'DETACH' })
    },
    follow: (roomId) => {
      send({ type: 'FOLLOW', roomId })
      actor.context().seat?.watcher.follow(roomId)
    },
    followed: () => actor.context().roomId,
    observation: () => actor.context().observation,
    refresh: async () => {
      await actor.context().seat?.watcher.refresh()
    },
    view: () => view,
    mediaAccess,
    check,
    streamStart: () => act('streamStart', { type: 'START' }),
    streamStop: () => {
      cancelResume()
      const done = act('streamStop', { type: 'STOP' })
      if (done.ok) timeline.add({ kind: 'action', code: 'stream-stopped' })
      return done
    },
    reconnectNow: () => act('reconnectNow', { type: 'RECONNECT' }),
    goLive: () => act('goLive', { type: 'GO_LIVE' }),
    endLive: () => {
      cancelResume()
      const done = act('endLive', { type: 'END' })
      if (done.ok) timeline.add({ kind: 'action', code: 'end-requested' })
      return done
    },
    forceEnd: () => {
      cancelResume()
      const done = act('forceEnd', { type: 'FORCE_END' })
      if (done.ok) timeline.add({ kind: 'action', code: 'force-end-requested' })
      return done
    },
    reissueKey: keyWork.reissue,
    chooseProfile: keyWork.chooseProfile,
    listProfiles: keyWork.listProfiles,
    sentMode,
    networkChanged: tryAtOnce,
    wokeUp: () => {
      send({ type: 'WAKE', nowWallMs: clock.wallMs() })
      tryAtOnce()
    },
    offerResume: (offer) => {
      resumption.put(offer)
      react()
    },
    resume,
    cancelResume,
    dismissFailure: () => send({ type: 'DISMISS' }),
    reconsider: react,
    [Symbol.asyncDispose]: async () => {
      await stopInOrder()
      disposed = true
      resumption.put(null)
      stopWatching()
      cancelStale()
      stopEvents()
      stopTelemetry()
      actor.stop()
    },
  }

  function stopInOrder(): Promise<void> {
    return new Promise((resolve) => {
      const isOff = () => actor.whereabouts().link === 'off' || actor.whereabouts().link === 'failed'
      const cancel = timers.after(quitMs, resolve)
      const done = () => {
        if (!isOff()) return
        cancel()
        resolve()
      }
      actor.onChange(done)
      send({ type: 'STOP' })
      done()
    })
  }
}
