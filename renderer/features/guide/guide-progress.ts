import type { Availability, ReasonCode, SessionState, Snapshot } from '#shared/contract'

/** The first rehearsal, in the order of its steps; the first four are named after the controls that do them. */
export const guideSteps = ['show-screen', 'stream-start', 'go-live', 'end-live', 'watch'] as const
export type GuideStep = (typeof guideSteps)[number]

/** What stands in the way of the current step: nothing, only time, or something that the person can see to. */
export type GuideGate = { readonly kind: 'act' } | { readonly kind: 'wait' } | { readonly kind: 'blocked'; readonly reason: ReasonCode }

export type GuideProgress =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'rehearsal'; readonly step: GuideStep; readonly gate: GuideGate }
  | { readonly kind: 'invitation' }

const hidden: GuideProgress = { kind: 'hidden' }

/**
 * Where the first run stands. `openedAtMs` is when the guide was opened again, 0 if it never was closed: a broadcast that
 * was over by then is not the guide's rehearsal.
 */
export function guideProgress(snapshot: Snapshot, openedAtMs = 0): GuideProgress {
  const { app, connection, session } = snapshot
  if (connection.environment !== 'rehearsal' || session.resume !== null) return hidden
  switch (app.guide) {
    case 'done':
      return hidden
    case 'invitation':
      return atRest.includes(session.state) && connection.list.every(({ builtIn }) => builtIn) ? { kind: 'invitation' } : hidden
    case 'rehearsal':
      return rehearse(snapshot, session.sinceMs < openedAtMs)
  }
}

/** Nothing is on its way: the only time to speak of accounts, and only to who has none. */
const atRest: readonly SessionState[] = ['idle', 'done', 'failed']

function rehearse(snapshot: Snapshot, fromBefore: boolean): GuideProgress {
  const { session } = snapshot
  const { goLive, endLive } = session.actions
  switch (session.state) {
    case 'checking':
    case 'connecting':
      return at('stream-start', { kind: 'wait' })
    case 'ready':
      return at('go-live', gateOf(goLive))
    case 'live':
    case 'interrupted':
      return at('end-live', gateOf(endLive))
    case 'ending':
    case 'ending-stuck':
    case 'force-ending':
    case 'archiving':
      return at('watch', { kind: 'wait' })
    case 'done':
      return !fromBefore && session.vod?.state === 'ARCHIVED' ? { kind: 'invitation' } : prepare(snapshot)
    case 'idle':
    case 'failed':
      return prepare(snapshot)
  }
}

function prepare({ app, connection, program, session }: Snapshot): GuideProgress {
  const { selectSource, streamStart } = session.actions
  if (connection.state === 'connecting') return at('show-screen', { kind: 'wait' })
  if (app.ffmpeg.failure !== null) return at('show-screen', { kind: 'blocked', reason: 'no-ffmpeg' })
  if (program.preview === 'starting') return at('show-screen', { kind: 'wait' })
  if (program.sourceId === 'none' || program.preview !== 'on') return at('show-screen', gateOf(selectSource))
  return at('stream-start', gateOf(streamStart))
}

const at = (step: GuideStep, gate: GuideGate): GuideProgress => ({ kind: 'rehearsal', step, gate })

/** Reasons that pass by themselves. */
const passing: readonly ReasonCode[] = [
  'working',
  'connecting',
  'source-not-ready',
  'service-preparing',
  'service-not-receiving',
  'ending',
  'state-unknown',
]

function gateOf(action: Availability): GuideGate {
  if (action.allowed) return { kind: 'act' }
  return passing.includes(action.reason) ? { kind: 'wait' } : { kind: 'blocked', reason: action.reason }
}
