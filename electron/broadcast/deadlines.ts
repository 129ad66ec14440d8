/** Every time that the session waits for, in milliseconds. Where FlipFlop Cloud documents nothing, the choice is ours. */

/** An answer of the service older than this proves nothing about now. */
export const freshForMs = 10_000

/** Media leaves, but the stream key stays INACTIVE: said after the first, a failure after the second. */
export const slowToSeeMs = 8_000
export const notSeenMs = 20_000

/** The stream key stays in a …_PREP state: said after the first, a failure after the second. */
export const slowToConvertMs = 10_000
export const notConvertedMs = 30_000

/** From the answer to "go live" until the service shows the room LIVE. */
export const confirmLiveMs = 10_000

/** From the last byte sent until INACTIVE_LIVE; after it the end is called stuck (and goes on waiting). */
export const endSettleMs = 15_000

/** Pause before an end that was refused as too early is tried again, and before one that failed otherwise is. */
export const endTooEarlyMs = 500
export const endFailedMs = 3_000

/** An end by force waits this long for our own connection to close in order; then it is cut off with everything else. */
export const forceStopMs = 5_000

/** From the answer to an end by force until the service shows that nothing is on air any more. */
export const confirmForceMs = 15_000

/** A broadcast that was ended by force and whose archive has not begun after this has none: documents disagree on it. */
export const forcedArchiveMs = 30_000

/** How long after our last byte the service may still count us as the sender; the grace period is not documented. */
export const ownReleaseMs = 15_000

/** A refusal this soon after our own successful publishing means that the service still holds the old connection. */
export const heldConnectionMs = 60_000

/** While somebody else sends with the key, it is tried this seldom: it may be our own old connection after all. */
export const shutOutRetryMs = 15_000

/** A resume that was asked for while the service holds a connection waits this long for it to let go; then somebody else sends. */
export const resumeWaitMs = 60_000

/** While nobody answers at the ingest, a plain connection is tried this often: the stream goes on as soon as one stands. */
export const ingestProbeMs = 500

/** A connection that published for this long counts as good again: the next loss starts the back-off anew. */
export const stablePublishMs = 5_000

/** A computer that woke up is noticed within this time. */
export const wakeNoticedMs = 1_000

/** Quitting stops sending in order, but never takes longer than this. */
export const quitMs = 5_000
