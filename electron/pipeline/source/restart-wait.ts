/** Who gave pictures or sound for longer than this had a good life: its loss is a new one. */
export const goodLifeMs = 5000

const firstWaitMs = 500
const longestWaitMs = 2000

/** Milliseconds before a source is opened again: at once after the first loss in a row, then half a second growing to two. It is never given up. */
export const restartWaitMs = (losses: number): number => (losses <= 1 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (losses - 2)))
