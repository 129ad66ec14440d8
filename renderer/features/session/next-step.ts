import type { ReasonCode, Snapshot } from '#shared/contract'

/** The one thing to do, or to wait for, now. */
export const nextSteps = [
  'connect',
  'connecting',
  'show-screen',
  'wait-for-picture',
  'choose-room',
  'start-stream',
  'wait-for-service',
  'go-live',
  'on-air',
  'wait-for-answer',
  'paused',
  'wait-for-return',
  'ending',
  'wait-for-outcome',
  'archiving',
  'watch',
  'wait-for-resume',
  'decide',
  'see-failure',
] as const
export type NextStep = (typeof nextSteps)[number]

/** A step of the usual way, or the reason why the usual way is closed. */
export type Advice = { readonly kind: 'step'; readonly step: NextStep } | { readonly kind: 'reason'; readonly reason: ReasonCode }

/** Answers "what do I do now" from the snapshot alone. */
export function adviseNext(snapshot: Snapshot): Advice {
  const { connection, session, program } = snapshot
  if (session.resume !== null) return step(session.resume.waiting ? 'wait-for-resume' : 'decide')
  if (connection.state === 'connecting') return step('connecting')
  if (connection.state !== 'connected') return step(connection.state === 'failed' ? 'see-failure' : 'connect')
  switch (session.state) {
    case 'checking':
    case 'connecting':
      return step('wait-for-service')
    case 'ready':
      return session.actions.goLive.allowed ? step('go-live') : byReason(session.actions.goLive.reason)
    case 'live':
      if (isUnknown(session.actions.endLive)) return step('wait-for-answer')
      return step(isTheirs(session) ? 'decide' : 'on-air')
    case 'interrupted':
      return step(isPaused(session) ? 'paused' : 'wait-for-return')
    case 'ending':
    case 'ending-stuck':
      return step('ending')
    case 'force-ending':
      return step('wait-for-outcome')
    case 'archiving':
      return step(session.verdict.code === 'ended-by-force' ? 'wait-for-outcome' : 'archiving')
    case 'done':
      return step(session.verdict.code === 'done-without-recording' ? 'choose-room' : 'watch')
    case 'failed':
      return step('see-failure')
    case 'idle':
      break
  }
  if (isTheirs(session)) return step('decide')
  if (snapshot.app.ffmpeg.failure !== null || program.preview === 'failed') return step('see-failure')
  if (program.sourceId === 'none' || program.preview === 'off') return step('show-screen')
  if (program.preview === 'starting') return step('wait-for-picture')
  return session.actions.streamStart.allowed ? step('start-stream') : byReason(session.actions.streamStart.reason)
}

/** No button acts while nobody knows the state: nothing may be asked for that cannot be done. */
const isUnknown = (action: Snapshot['session']['actions']['endLive']) => !action.allowed && action.reason === 'state-unknown'

/** Another encoder sends: whether that is fine only the person knows, and the notice beside says what can be done. */
const isTheirs = ({ verdict }: Snapshot['session']) => verdict.code === 'someone-else-sending'

/** Nothing is on its way and nothing will start by itself: the stream was stopped on purpose, or given up. */
const isPaused = ({ witnesses, actions }: Snapshot['session']) => witnesses.sender === 'off' && actions.streamStart.allowed

const step = (name: NextStep): Advice => ({ kind: 'step', step: name })

function byReason(reason: ReasonCode): Advice {
  switch (reason) {
    case 'no-room':
    case 'room-not-startable':
    case 'room-ended':
    case 'room-cancelled':
    case 'room-type-unsupported':
      return step('choose-room')
    case 'no-source':
      return step('show-screen')
    case 'source-not-ready':
      return step('wait-for-picture')
    case 'service-preparing':
    case 'service-not-receiving':
      return step('wait-for-service')
    default:
      return { kind: 'reason', reason }
  }
}
