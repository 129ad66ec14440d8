/** When to ask again. Milliseconds; the numbers are the budgets of the product ("≤ 1.2 s from a change to the screen"). */
export const pollPaces = {
  /** Right after an action or a change, while something should change. */
  burst: 400,
  burstLasts: 3_000,
  quick: 1_000,
  /** With events too: the tally may not live on an answer older than 10 s, and one of these may fail. */
  rest: 5_000,
  /** After an event, for those that come with it (key and room change together). */
  afterEvent: 40,
  /** Between two questions that events ask for. */
  betweenEvents: 250,
  backOffFrom: 1_000,
  backOffTo: 10_000,
  /** A service that asks for more patience than the longest back-off gets it, up to this. */
  longestRetryAfter: 60_000,
} as const

export type PollSituation = {
  readonly pace: 'quick' | 'rest'
  readonly inBurst: boolean
  /** The service tells of changes by itself: there is no need to look closely for them. */
  readonly eventsOpen: boolean
  /** How many questions in a row failed. */
  readonly failures: number
  /** What a rate-limiting service asked for. */
  readonly retryAfterMs: number | null
  /** 0 ≤ x < 1. */
  readonly random: number
}

/**
 * Milliseconds to the next question. While answers come: counted from the start of the last question, so that slow
 * answers do not slow the pace. After a failure: from its end, growing, with jitter of a quarter to either side.
 */
export function nextPoll({ pace, inBurst, eventsOpen, failures, retryAfterMs, random }: PollSituation): {
  readonly from: 'start' | 'end'
  readonly ms: number
} {
  const closely = inBurst && !eventsOpen
  if (failures === 0) return { from: 'start', ms: pace === 'rest' ? pollPaces.rest : closely ? pollPaces.burst : pollPaces.quick }
  const growing = Math.min(pollPaces.backOffTo, pollPaces.backOffFrom * 2 ** (failures - 1))
  const backOff = Math.min(pollPaces.backOffTo, growing * (0.75 + random * 0.5))
  return { from: 'end', ms: Math.max(backOff, Math.min(retryAfterMs ?? 0, pollPaces.longestRetryAfter)) }
}
