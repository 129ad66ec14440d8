import type { Snapshot } from '#shared/contract'
import type { PipelineEvent } from '../pipeline/port.ts'
import type { LinkState } from './facts.ts'
import type { SessionContext } from './session-context.ts'

/** What an event of the pipeline changes in what the session knows. A lost attempt is only noted: what follows is decided elsewhere. */
export function learnFromPipeline(context: SessionContext, event: PipelineEvent): Partial<SessionContext> {
  if (event.type === 'encoder') {
    const failure = 'failure' in event ? event.failure : null
    return { encoder: { state: event.state, failure } }
  }
  if (event.type === 'bitrate') return {}
  if (event.state === 'lost') return { senderLost: event.failure, senderStalled: false }
  const senderStalled = event.state === 'stalled'
  return senderStalled === context.senderStalled ? {} : { senderStalled }
}

/** The sender as a person thinks of it. */
export function senderWitness(link: LinkState, attempt: number, stalled: boolean): Snapshot['session']['witnesses']['sender'] {
  if (link === 'open') return stalled ? 'stalled' : 'publishing'
  if (link === 'retrying') return 'reconnecting'
  if (link === 'opening') return attempt > 0 ? 'reconnecting' : 'connecting'
  return 'off'
}
