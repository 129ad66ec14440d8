/** The shape of every short fade: 5 ms at 48 kHz. */
export const fadePairs = 240

/** 5.5 s at 48 kHz: the largest delay (2 s) and three more. A power of two, so that an index finds its place by a mask. */
export const keptPairs = 2 ** 18

/** So many pairs after the last one that is handed out are looked at as well. */
export const lookAhead = 3

/** The newest pairs of one source, by their index since its beginning. */
export type KeptSound = {
  /** The index of the pair that comes next. */
  readonly end: () => number
  /** Appends interleaved pairs. */
  readonly keep: (samples: Int16Array) => void
  /** Moves what was kept from `before` on by `length` pairs and puts silence in its place, faded on both sides. */
  readonly insertSilence: (before: number, length: number) => void
  /** Writes `pairs` pairs to the beginning of `into`, from `start` to (not including) `end`; fractions lie between two pairs. */
  readonly hand: (into: Float32Array, pairs: number, start: number, end: number) => void
}

const mask = keptPairs - 1

export const createKeptSound = (): KeptSound => {
  const ring = new Int16Array(2 * keptPairs)
  let count = 0

  const put = (samples: Int16Array, at: number): void => {
    const whole = samples.length & ~1
    const place = 2 * (at & mask)
    const first = Math.min(whole, ring.length - place)
    ring.set(samples.subarray(0, first), place)
    if (first < whole) ring.set(samples.subarray(first, whole), 0)
  }

  const copy = (into: Float32Array, pairs: number, start: number): void => {
    const first = start & mask
    for (let i = 0; i < pairs; i++) {
      const at = 2 * ((first + i) & mask)
      into[2 * i] = ring[at] ?? 0
      into[2 * i + 1] = ring[at + 1] ?? 0
    }
  }

  // Cubic Hermite: through four pairs, with the slope of their neighbours.
  const stretch = (into: Float32Array, pairs: number, start: number, ratio: number): void => {
    const whole = Math.floor(start)
    const fraction = start - whole
    // Small numbers in the loop: after twelve hours indexes do not fit into 32 bits any more.
    const first = whole & mask
    for (let i = 0; i < pairs; i++) {
      const position = fraction + i * ratio
      const step = Math.trunc(position)
      const t = position - step
      const at = first + step
      const a = 2 * ((at - 1) & mask)
      const b = 2 * (at & mask)
      const c = 2 * ((at + 1) & mask)
      const d = 2 * ((at + 2) & mask)
      const half = 0.5 * t
      const ofA = half * (t * (2 - t) - 1)
      const ofB = half * t * (3 * t - 5) + 1
      const ofC = half * (t * (4 - 3 * t) + 1)
      const ofD = half * t * (t - 1)
      into[2 * i] = ofA * (ring[a] ?? 0) + ofB * (ring[b] ?? 0) + ofC * (ring[c] ?? 0) + ofD * (ring[d] ?? 0)
      into[2 * i + 1] = ofA * (ring[a + 1] ?? 0) + ofB * (ring[b + 1] ?? 0) + ofC * (ring[c + 1] ?? 0) + ofD * (ring[d + 1] ?? 0)
    }
  }

  /** `step` 1: up from silence at `at`; −1: down to silence at `at`, backwards. */
  const fade = (at: number, step: 1 | -1): void => {
    for (let i = 0; i < fadePairs; i++) {
      const place = 2 * ((at + step * i) & mask)
      ring[place] = ((ring[place] ?? 0) * i) / fadePairs
      ring[place + 1] = ((ring[place + 1] ?? 0) * i) / fadePairs
    }
  }

  return {
    end: () => count,
    keep: (samples) => {
      // Of more than fits, only the end is worth keeping.
      const pairs = samples.length >> 1
      const skipped = Math.max(0, pairs - keptPairs)
      put(samples.subarray(2 * skipped, 2 * pairs), count + skipped)
      count += pairs
    },
    insertSilence: (before, length) => {
      const pairs = Math.min(count - before, keptPairs)
      const after = new Int16Array(2 * pairs)
      for (let i = 0; i < pairs; i++) {
        const place = 2 * ((count - pairs + i) & mask)
        after[2 * i] = ring[place] ?? 0
        after[2 * i + 1] = ring[place + 1] ?? 0
      }
      fade(before - 1, -1)
      for (let i = Math.min(length, keptPairs); i > 0; i--) {
        const place = 2 * ((before + length - i) & mask)
        ring[place] = 0
        ring[place + 1] = 0
      }
      count += length
      put(after, count - pairs)
      fade(count - pairs, 1)
    },
    hand: (into, pairs, start, end) => {
      const ratio = (end - start) / pairs
      if (ratio === 1 && Number.isInteger(start)) copy(into, pairs, start)
      else stretch(into, pairs, start, ratio)
    },
  }
}
