import type { Failure, FailureCode } from '#shared/failure'
import { failure } from '#shared/failure'
import { heldConnectionMs, stablePublishMs } from './deadlines.ts'

/** What happened so far to the connection that was just lost or refused. */
export type LinkHistory = {
  /** Attempts in a row before this loss. */
  readonly attempt: number
  /** How long the lost connection had published, 0 when it never did. */
  readonly publishedForMs: number
  /** Since we last published anything, also before a stop; null when never. */
  readonly sincePublishedMs: number | null
  /** The key was fetched once more already because the ingest refused it. */
  readonly keyRefetched: boolean
}

export type Recovery =
  | { readonly kind: 'retry'; readonly attempt: number; readonly afterMs: number; readonly refetchKey: boolean }
  | { readonly kind: 'give-up'; readonly failure: Failure }

const firstDelayMs = 500
const longestDelayMs = 5_000

/** Milliseconds before the given attempt (1 = the first after a loss): at once, then half a second growing to five. */
export const retryDelayMs = (attempt: number): number => (attempt <= 1 ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 2)))

/** Losses that trying again may cure. */
const curable: ReadonlySet<FailureCode> = new Set([
  'ingest-host-unknown',
  'ingest-unreachable',
  'ingest-reset',
  'ingest-timeout',
  'ingest-black-hole',
  'sender-failed',
  'encoder-failed',
  'encoder-stalled',
  'screen-unavailable',
  'camera-unavailable',
  'microphone-unavailable',
  'no-display',
])

/** What to do after a loss or a refusal. */
export function nextRecovery(loss: Failure, history: LinkHistory): Recovery {
  const attempt = (history.publishedForMs >= stablePublishMs ? 0 : history.attempt) + 1
  const afterMs = retryDelayMs(attempt)
  if (loss.code === 'ingest-rejected') {
    const givesUp = history.keyRefetched && !isStillHeld(history.sincePublishedMs)
    return givesUp ? { kind: 'give-up', failure: loss } : { kind: 'retry', attempt, afterMs, refetchKey: true }
  }
  return curable.has(loss.code) ? { kind: 'retry', attempt, afterMs, refetchKey: false } : { kind: 'give-up', failure: loss }
}

/**
 * After the key was fetched again because of a refusal. A key that had changed before anything was sent is simply the right
 * one; a key that changes under a broadcast was taken away on purpose (a force-terminate reissues it), so nobody goes on
 * without a person. `fetched`: null when the service did not answer, which proves nothing.
 */
export function judgeRefetch(
  keys: { readonly used: string; readonly fetched: string | null },
  loss: Failure,
  history: { readonly publishedThisRun: boolean; readonly sincePublishedMs: number | null },
): 'send' | Failure {
  const changed = keys.fetched !== null && keys.fetched !== keys.used
  if (changed) return history.publishedThisRun ? failure('stream-key-changed') : 'send'
  return isStillHeld(history.sincePublishedMs) ? 'send' : loss
}

const isStillHeld = (sincePublishedMs: number | null): boolean => sincePublishedMs !== null && sincePublishedMs <= heldConnectionMs
