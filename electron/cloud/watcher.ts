import { type Failure, failure } from '#shared/failure'
import type { AppUserId, RoomId } from '#shared/ids'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging/port.ts'
import type { Timers } from '../timers.ts'
import type { CloudEvent, EventStream } from './event-stream.ts'
import { nextPoll, pollPaces } from './poll-pace.ts'
import { type CloudApi, type CloudObservation, type CloudWatcher, emptyObservation } from './port.ts'
import { type Look, readObservation } from './read-observation.ts'

export type WatchOptions = {
  /** Without retries of its own: the watcher asks again. */
  readonly api: Pick<CloudApi, 'getStreamKey' | 'getRoom' | 'getVideoPost' | 'clockOffsetMs'>
  readonly member: AppUserId
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly logger: Logger
  /** What the service tells by itself; absent where it does not (app access). */
  readonly events?: Pick<EventStream, 'observe' | 'isOpen'>
}

/** One look at the service under way. */
type Question = {
  readonly startedMs: number
  readonly cancel: AbortController
  /** Who waits for exactly this answer. Empty: an ordinary poll. */
  readonly waiting: readonly ((observation: CloudObservation) => void)[]
  /** An action came after it started, or another room is followed: its answer is not published. */
  outdated: boolean
}

/** How long an outdated question may still end by itself, which keeps its connection usable. */
const outdatedGraceMs = 250

/**
 * Follows one member's stream key and one room by asking. At most one question is under way, so answers cannot
 * overtake each other; a poll that an action made outdated is dropped, a `refresh` that waits is answered only by a
 * question that started after it. An event of the service asks at once, and is never taken for an answer itself.
 * Starts at rest with a first question at once; stops with `Symbol.dispose`.
 * After `follow(room)` the observation holds no room (and no time of answer) until that room answered.
 */
export function watchMember({ api, member, clock, timers, random, logger, events }: WatchOptions): CloudWatcher {
  const listeners = new Set<(observation: CloudObservation) => void>()
  let observation = emptyObservation
  let followed: RoomId | null = null
  let pace: 'quick' | 'rest' = 'rest'
  let burstUntilMs = Number.NEGATIVE_INFINITY
  let failures = 0
  let running: Question | null = null
  let last = { startedMs: 0, endedMs: 0 }
  /** A question is to start as soon as none is under way. */
  let wanted = false
  let startQueued = false
  let waiting: ((observation: CloudObservation) => void)[] = []
  let stopTimer = () => {}
  /** Ends the wait for what else comes with an event; null while nothing waits. */
  let stopHint: (() => void) | null = null
  let disposed = false

  const burst = () => {
    burstUntilMs = clock.monotonicMs() + pollPaces.burstLasts
  }

  /** Starts after the current turn, so that `setPace`, `follow` and `refresh` called together make one question. */
  function askSoon(): void {
    wanted = true
    stopTimer()
    if (running !== null || startQueued) return
    startQueued = true
    queueMicrotask(() => {
      startQueued = false
      if (!disposed && running === null) void ask()
    })
  }

  /** Several events in a row make one question, which starts after all of them. */
  function hinted(event: CloudEvent): void {
    if (disposed || stopHint !== null) return
    // A room that nobody follows changes nothing that is shown.
    if (event.about === 'room' && event.id !== followed) return
    const atMs = Math.max(clock.monotonicMs() + pollPaces.afterEvent, (running ?? last).startedMs + pollPaces.betweenEvents)
    stopHint = timers.after(atMs - clock.monotonicMs(), () => {
      stopHint = null
      askSoon()
    })
  }

  function outdate(question: Question | null): void {
    if (question === null || question.outdated) return
    question.outdated = true
    const stop = timers.after(outdatedGraceMs, () => question.cancel.abort())
    question.cancel.signal.addEventListener('abort', stop, { once: true })
  }

  async function ask(): Promise<void> {
    const question: Question = { startedMs: clock.monotonicMs(), cancel: new AbortController(), waiting, outdated: false }
    wanted = false
    waiting = []
    running = question
    let look: Look
    try {
      look = await readObservation(api, { member, room: followed, knownPost: observation.videoPost }, question.cancel.signal)
    } catch (error) {
      logger.error('a look at the service threw', { error: String(error) })
      look = { kind: 'failed', failure: failure('bug') }
    }
    running = null
    if (disposed) return
    last = { startedMs: question.startedMs, endedMs: clock.monotonicMs() }
    if (question.outdated) {
      // Ends the grace timer; the answer came by itself.
      question.cancel.abort()
      waiting = [...question.waiting, ...waiting]
    } else {
      take(look)
      for (const answer of question.waiting) answer(observation)
    }
    // A listener may have disposed the watcher.
    if (disposed) return
    if (wanted || waiting.length > 0) askSoon()
    else schedule()
  }

  function take(look: Look): void {
    const before = observation
    if (look.kind === 'failed') {
      failures += 1
      observation = { ...before, clockOffsetMs: api.clockOffsetMs(), failure: look.failure }
    } else {
      failures = 0
      const { streamKey, room, videoPost } = look
      const answered = { answeredAtMonotonicMs: clock.monotonicMs(), answeredAtWallMs: clock.wallMs() }
      observation = { streamKey, room, videoPost, ...answered, clockOffsetMs: api.clockOffsetMs(), failure: look.failure }
      // Changes come in rows (ACTIVE_PREP, ACTIVE): look closely for the next one.
      if (statesOf(before) !== statesOf(observation)) burst()
    }
    if (before.failure?.code !== observation.failure?.code) {
      logger.info('what the service answers changed', { from: before.failure?.code ?? 'good', to: observation.failure?.code ?? 'good' })
    }
    publish()
  }

  function publish(): void {
    for (const listener of [...listeners]) {
      try {
        listener(observation)
      } catch (error) {
        logger.error('a listener of the watcher threw', { error: String(error) })
      }
    }
  }

  function schedule(): void {
    stopTimer()
    const nowMs = clock.monotonicMs()
    const next = nextPoll({
      pace,
      inBurst: nowMs < burstUntilMs,
      eventsOpen: events?.isOpen() ?? false,
      failures,
      retryAfterMs: retryAfterMs(observation.failure),
      random: random(),
    })
    const atMs = (next.from === 'start' ? last.startedMs : last.endedMs) + next.ms
    stopTimer = timers.after(Math.max(0, atMs - nowMs), askSoon)
  }

  askSoon()
  const stopEvents = events?.observe(hinted)

  return {
    observe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    current: () => observation,
    follow: (room) => {
      if (disposed || room === followed) return
      followed = room
      const kept = room === null ? {} : { answeredAtMonotonicMs: null, answeredAtWallMs: null }
      observation = { ...observation, room: null, videoPost: null, ...kept }
      outdate(running)
      askSoon()
      publish()
    },
    setPace: (next) => {
      if (disposed || next === pace) return
      pace = next
      if (pace === 'quick') {
        burst()
        askSoon()
      } else if (running === null && !wanted) schedule()
    },
    refresh: () => {
      if (disposed) return Promise.resolve(observation)
      if (pace === 'quick') burst()
      // A question that others wait for keeps its answer (or refreshing without end would never show anything).
      if (running?.waiting.length === 0) outdate(running)
      return new Promise((resolve) => {
        waiting.push(resolve)
        askSoon()
      })
    },
    [Symbol.dispose]: () => {
      if (disposed) return
      disposed = true
      stopTimer()
      stopHint?.()
      stopEvents?.()
      listeners.clear()
      running?.cancel.abort()
      for (const answer of [...(running?.waiting ?? []), ...waiting]) answer(observation)
      waiting = []
    },
  }
}

const statesOf = ({ streamKey, room, videoPost }: CloudObservation): string =>
  JSON.stringify([streamKey?.streamKeyState, room?.videoRoomState, room?.vodState, videoPost?.videoPostState])

function retryAfterMs(reason: Failure | null): number | null {
  const { seconds } = (reason?.code === 'cloud-rate-limited' && reason.params) || {}
  return typeof seconds === 'number' ? seconds * 1000 : null
}
