import { floorDb } from '../decibels.ts'

/**
 * Hears whether the sound of this computer holds what we sent some seconds ago: then the return feed plays aloud, and viewers hear the show twice.
 * It compares how the loudness of both goes up and down.
 */
export type EchoJudge = {
  /** Of one window of 50 ms: the sound of this computer, and all others that viewers hear together; dBFS. Answers what was judged last. */
  readonly hear: (systemDb: number, othersDb: number) => boolean
}

const windowsPerSecond = 20
const shortestDelay = 1 * windowsPerSecond
const longestDelay = 8 * windowsPerSecond
/** What is compared at each delay. */
const stretch = 15 * windowsPerSecond
const remembered = stretch + 2 * longestDelay
const judgedEvery = windowsPerSecond

/** Below this nobody hears anything; fluctuations there mean nothing. */
const quietDb = -60
/** Loudness that hardly changes looks like any other. In dB, standard deviation. */
const leastChangeDb = 5
/** Of ten thousand pairs of unrelated speech, the most alike reached 0.49 at its best delay. */
const leastLikeness = 0.75
/** An echo comes after its sound, never before it. Music that repeats itself, and is heard by the microphone, is as like before as after. */
const leastAdvantage = 0.25
/** A delay that stays the same, give or take, over this many judgements in a row. */
const agreeing = 3
const sameDelay = 2

type Best = { readonly delay: number; readonly likeness: number }

/** Pearson's correlation of `stretch` values of `a` from `fromA` and of `b` from `fromB`; 0 where one of them hardly changes. */
function likenessOf(a: Float32Array, fromA: number, b: Float32Array, fromB: number): number {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0]
  for (let i = 0; i < stretch; i += 1) {
    const x = a[fromA + i] ?? 0
    const y = b[fromB + i] ?? 0
    sumA += x
    sumB += y
    squaresA += x * x
    squaresB += y * y
    products += x * y
  }
  const varianceA = squaresA / stretch - (sumA / stretch) ** 2
  const varianceB = squaresB / stretch - (sumB / stretch) ** 2
  if (Math.min(varianceA, varianceB) < leastChangeDb ** 2) return 0
  return (products / stretch - (sumA / stretch) * (sumB / stretch)) / Math.sqrt(varianceA * varianceB)
}

function bestOf(system: Float32Array, others: Float32Array, sign: 1 | -1): Best {
  let best: Best = { delay: 0, likeness: 0 }
  for (let delay = shortestDelay; delay <= longestDelay; delay += 1) {
    const likeness = likenessOf(system, longestDelay, others, longestDelay - sign * delay)
    if (likeness > best.likeness) best = { delay, likeness }
  }
  return best
}

export function createEchoJudge(): EchoJudge {
  const system = new Float32Array(remembered)
  const others = new Float32Array(remembered)
  let filled = 0
  let sinceJudged = 0
  let found: readonly number[] = []

  const note = (history: Float32Array, db: number) => {
    history.copyWithin(0, 1)
    history[remembered - 1] = Math.max(quietDb, db) - quietDb
  }

  const judge = () => {
    const after = bestOf(system, others, 1)
    const isEcho = after.likeness >= leastLikeness && after.likeness - bestOf(system, others, -1).likeness >= leastAdvantage
    const [last = after.delay] = found
    found = isEcho ? [after.delay, ...(Math.abs(last - after.delay) <= sameDelay ? found : [])].slice(0, agreeing) : []
  }

  return {
    hear: (systemDb, othersDb) => {
      note(system, systemDb)
      note(others, othersDb)
      filled = Math.min(remembered, filled + 1)
      sinceJudged += 1
      if (filled === remembered && sinceJudged >= judgedEvery) {
        sinceJudged = 0
        judge()
      }
      return found.length === agreeing
    },
  }
}

/** The loudness of several sounds together; dBFS. */
export const togetherDb = (levelsDb: readonly number[]): number => {
  const power = levelsDb.reduce((sum, db) => sum + (db <= floorDb ? 0 : 10 ** (db / 10)), 0)
  return power === 0 ? floorDb : 10 * Math.log10(power)
}
