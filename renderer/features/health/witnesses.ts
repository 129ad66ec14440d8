import type { SessionView } from '#shared/contract'
import { assertNever } from '#shared/result'

export type Level = 'off' | 'busy' | 'good' | 'warn' | 'bad'

/** What the service says of the stream, in the words the page has for it. */
export type ServiceSays = 'unknown' | 'silent' | 'nothing' | 'viewersWait' | 'converting' | 'receiving' | 'passing' | 'answering'

export type Witnesses = {
  readonly encoder: { readonly state: SessionView['witnesses']['encoder']; readonly level: Level }
  readonly sender: { readonly state: SessionView['witnesses']['sender']; readonly level: Level }
  readonly service: { readonly state: ServiceSays; readonly level: Level }
}

type Facts = Pick<SessionView, 'witnesses' | 'verdict'> & { readonly streamKey: Pick<NonNullable<SessionView['streamKey']>, 'state'> | null }

/** What each of the three says. `stale`: the page itself finds the service's newest answer too old. */
export function hearWitnesses({ witnesses, streamKey, verdict }: Facts, stale: boolean): Witnesses {
  const says = stale && witnesses.service === 'answering' ? 'silent' : serviceSays(witnesses.service, streamKey?.state)
  const sending = witnesses.sender === 'publishing'
  return {
    encoder: { state: witnesses.encoder, level: verdict.code === 'encoder-slow' ? verdict.level : encoderLevels[witnesses.encoder] },
    sender: { state: witnesses.sender, level: verdict.code === 'network-slow' ? verdict.level : senderLevels[witnesses.sender] },
    service: { state: says, level: aboutService.has(verdict.code) ? verdict.level : levelOfService(says, sending) },
  }
}

const encoderLevels = { off: 'off', starting: 'busy', running: 'good', restarting: 'warn', failed: 'bad' } as const
const senderLevels = { off: 'off', connecting: 'busy', publishing: 'good', stalled: 'bad', reconnecting: 'bad' } as const
const aboutService: ReadonlySet<string> = new Set([
  'service-slow-to-see',
  'service-slow-to-convert',
  'conversion-failed',
  'still-held',
  'someone-else-sending',
  'interrupted',
])

function serviceSays(service: SessionView['witnesses']['service'], streamKey: string | undefined): ServiceSays {
  if (service !== 'answering') return service
  switch (streamKey) {
    case 'INACTIVE':
      return 'nothing'
    case 'INACTIVE_LIVE':
      return 'viewersWait'
    case 'ACTIVE_PREP':
    case 'ACTIVE_LIVE_PREP':
      return 'converting'
    case 'ACTIVE':
      return 'receiving'
    case 'ACTIVE_LIVE':
      return 'passing'
    default:
      return 'answering'
  }
}

function levelOfService(says: ServiceSays, sending: boolean): Level {
  switch (says) {
    case 'unknown':
    case 'converting':
      return 'busy'
    case 'silent':
      return 'warn'
    case 'viewersWait':
      return 'bad'
    case 'nothing':
      return sending ? 'busy' : 'off'
    case 'receiving':
    case 'passing':
    case 'answering':
      return 'good'
    default:
      return assertNever(says)
  }
}

/** Where trouble lies, and which of the three shows it. */
export type Cause = { readonly witness: keyof Witnesses; readonly code: CauseCode }
export type CauseCode =
  | 'picture'
  | 'computer'
  | 'network'
  | 'way'
  | 'answers'
  | 'serviceAway'
  | 'unseen'
  | 'slowService'
  | 'unconverted'
  | 'stillSeen'
  | 'someoneElse'
  | 'notSending'

/**
 * Names the one that trouble comes from, nearest to this computer first; null while nothing is wrong. The witnesses can
 * contradict each other: when neither the stream nor answers get through it is the network, when only one does it is not.
 */
export function findCause({ witnesses, verdict }: Facts, stale: boolean): Cause | null {
  const serviceSilent = witnesses.service === 'silent' || (stale && witnesses.service === 'answering')
  if (witnesses.encoder === 'failed' || witnesses.encoder === 'restarting') return { witness: 'encoder', code: 'picture' }
  if (verdict.code === 'encoder-slow') return { witness: 'encoder', code: 'computer' }
  if (verdict.code === 'conversion-failed') return { witness: 'service', code: 'unconverted' }
  if (verdict.code === 'still-held') return { witness: 'service', code: 'stillSeen' }
  if (witnesses.sender === 'stalled' || witnesses.sender === 'reconnecting' || verdict.code === 'network-slow') {
    return { witness: 'sender', code: serviceSilent ? 'network' : 'way' }
  }
  if (serviceSilent) return { witness: 'service', code: witnesses.sender === 'publishing' ? 'answers' : 'serviceAway' }
  switch (verdict.code) {
    case 'service-slow-to-see':
      return { witness: 'service', code: 'unseen' }
    case 'service-slow-to-convert':
      return { witness: 'service', code: 'slowService' }
    case 'ending-stuck':
      return { witness: 'service', code: 'stillSeen' }
    case 'someone-else-sending':
      return { witness: 'service', code: 'someoneElse' }
    case 'interrupted':
      return witnesses.sender === 'off' ? { witness: 'sender', code: 'notSending' } : null
    default:
      return null
  }
}
