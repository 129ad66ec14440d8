import type { SessionView } from '#shared/contract'
import type { Result } from '#shared/result'
import type { Timers } from '../timers.ts'

export type QuitAnswer = 'stay' | 'end' | 'leave'

/** What quitting would cut off. Nothing: null. */
export type CutOff = {
  readonly what: 'preview' | 'on-air'
  /** What can be done instead, `stay` first. */
  readonly answers: readonly QuitAnswer[]
}

export type GuardedSession = Pick<SessionView, 'state' | 'witnesses' | 'room'> & {
  readonly actions: Pick<SessionView['actions'], 'endLive'>
}

/** A question that the person sees. Asked once at a time. */
export type OpenQuestion = {
  readonly answer: Promise<QuitAnswer>
  /** Brings it in front of everything else. */
  readonly focus: () => void
  /** Takes it back: nobody will answer. */
  readonly withdraw: () => void
}

export type QuitGuardDeps = {
  readonly session: () => GuardedSession | null
  readonly onSession: (listener: (session: GuardedSession) => void) => () => void
  readonly ask: (about: CutOff) => OpenQuestion
  /** Begins the safe end of the broadcast. */
  readonly end: () => Promise<Result<null>>
  /** The end is under way: the page shows it. */
  readonly showEnding: () => void
  readonly tellNotEnded: () => void
  /** Ends everything in order. The room stays open, so that the broadcast can be resumed. */
  readonly leave: () => void
  readonly after: Timers['after']
}

export type QuitGuard = {
  /** Somebody wishes to quit. */
  readonly wish: () => 'go' | 'held'
  /** The system ends us: goes without a question. */
  readonly leaveNow: () => void
  /** Whether a wish would be held. */
  readonly holds: () => boolean
}

/** The session's own deadline for a safe end (`endSettleMs`), its last request and its answer. Then the person is told. */
const endWithinMs = 30_000

/** What quitting now would cut off. Whoever sends: a broadcast that is on air is somebody's to look after. */
export function cutOffBy(session: GuardedSession | null): CutOff | null {
  switch (session?.state) {
    case undefined:
      return null
    case 'live':
    case 'interrupted':
      return { what: 'on-air', answers: session?.actions.endLive.allowed ? ['stay', 'end', 'leave'] : ['stay', 'leave'] }
    case 'ending':
    case 'ending-stuck':
    case 'force-ending':
      return { what: 'on-air', answers: ['stay', 'end', 'leave'] }
    default:
      return session?.witnesses.sender === 'off' ? null : { what: 'preview', answers: ['stay', 'leave'] }
  }
}

/** What became of an end that was asked for; null while it is under way. @param begun it was seen to be under way before */
export function outcomeOfEnd({ state, room }: GuardedSession, begun: boolean): 'over' | 'not-over' | null {
  switch (state) {
    case 'archiving':
    case 'done':
    case 'idle':
      return 'over'
    case 'failed':
      return room?.state === 'ENDED' || room?.state === 'ARCHIVED' ? 'over' : 'not-over'
    case 'ending-stuck':
      return 'not-over'
    case 'live':
    case 'interrupted':
      return begun ? 'not-over' : null
    default:
      return null
  }
}

const isEnding = (session: GuardedSession): boolean => ['ending', 'ending-stuck', 'force-ending'].includes(session.state)

/** Holds a wish to quit while something is sent or on air, asks once what should become of it, and does that. */
export function createQuitGuard(deps: QuitGuardDeps): QuitGuard {
  let question: OpenQuestion | null = null
  let leaving = false
  /** Stops waiting for an end that would be followed by leaving. */
  let stopWaiting = () => {}

  const leave = () => {
    stopWaiting()
    if (!leaving) deps.leave()
    leaving = true
  }

  const waitForEnd = () => {
    let begun = false
    let waiting = true
    const settle = (outcome: 'over' | 'not-over') => {
      if (!waiting) return
      stopWaiting()
      if (outcome === 'over') leave()
      else deps.tellNotEnded()
    }
    const cancel = deps.after(endWithinMs, () => settle('not-over'))
    const look = (session: GuardedSession) => {
      begun ||= isEnding(session)
      const outcome = outcomeOfEnd(session, begun)
      if (outcome !== null) settle(outcome)
    }
    let stopListening = () => {}
    stopWaiting = () => {
      waiting = false
      cancel()
      stopListening()
      stopWaiting = () => {}
    }
    stopListening = deps.onSession(look)
    if (!waiting) stopListening()
  }

  const endThenLeave = async () => {
    const session = deps.session()
    if (session === null || cutOffBy(session)?.what !== 'on-air') return leave()
    deps.showEnding()
    if (!isEnding(session)) {
      const begun = await deps.end()
      if (!begun.ok) return deps.tellNotEnded()
    }
    if (!leaving) waitForEnd()
  }

  const act = (answer: QuitAnswer): Promise<void> | void => {
    switch (answer) {
      case 'stay':
        return
      case 'leave':
        return leave()
      case 'end':
        return endThenLeave()
    }
  }

  const ask = async (about: CutOff) => {
    stopWaiting()
    const asked = deps.ask(about)
    question = asked
    const answer = await asked.answer
    question = null
    if (!leaving) await act(answer)
  }

  return {
    wish: () => {
      if (leaving) return 'held'
      if (question !== null) {
        question.focus()
        return 'held'
      }
      const about = cutOffBy(deps.session())
      if (about === null) {
        leaving = true
        return 'go'
      }
      void ask(about)
      return 'held'
    },
    leaveNow: () => {
      leave()
      question?.withdraw()
    },
    holds: () => !leaving && cutOffBy(deps.session()) !== null,
  }
}
