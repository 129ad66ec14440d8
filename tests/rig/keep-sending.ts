import { nextRecovery } from '../../electron/broadcast/recovery-policy.ts'
import type { IngestTarget, Pipeline, PipelineEvent } from '../../electron/pipeline/port.ts'

/** Everything a pipeline said about its connection, with when. */
export type SendingLog = {
  readonly events: readonly { readonly atMs: number; readonly event: PipelineEvent }[]
  /** What the sender said last. */
  readonly state: () => string
  /** How long after `sinceMs` (of `performance.now`) the sender first reached `state`; undefined before. */
  readonly afterMs: (state: PipelineEvent['state'], sinceMs: number) => number | undefined
  /** Losses since then, by their codes. */
  readonly lostSince: (sinceMs: number) => readonly string[]
  readonly stop: () => Promise<void>
}

/** Sends, and after each loss again when the session's own policy says so, without the rest of the session. */
export function keepSending(pipeline: Pipeline, target: IngestTarget): SendingLog {
  const events: { readonly atMs: number; readonly event: PipelineEvent }[] = []
  let attempt = 0
  let stopped = false
  let retry: NodeJS.Timeout | undefined
  const stopListening = pipeline.onEvent((event) => {
    events.push({ atMs: performance.now(), event })
    if (event.type !== 'sender' || event.state !== 'lost' || stopped) return
    const history = { attempt, publishedForMs: event.publishedForMs, sincePublishedMs: 0, keyRefetched: true }
    const recovery = nextRecovery(event.failure, history)
    if (recovery.kind === 'give-up') return
    attempt = recovery.attempt
    retry = setTimeout(() => void pipeline.startSending(target), recovery.afterMs)
  })
  void pipeline.startSending(target)
  return {
    events,
    state: () => events.findLast(({ event }) => event.type === 'sender')?.event.state ?? 'off',
    afterMs: (state, sinceMs) => {
      const found = events.find(({ atMs, event }) => atMs >= sinceMs && event.state === state && event.type !== 'encoder')
      return found === undefined ? undefined : found.atMs - sinceMs
    },
    lostSince: (sinceMs) => events.flatMap(({ atMs, event }) => (atMs >= sinceMs && event.state === 'lost' ? [event.failure.code] : [])),
    stop: async () => {
      stopped = true
      clearTimeout(retry)
      stopListening()
      await pipeline.stopSending()
    },
  }
}
