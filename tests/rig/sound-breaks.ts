import { loudestTone } from './tone.ts'

/** All test tones are whole multiples of 100 Hz, so that each of them repeats itself after this long. */
const turnMs = 10
/** Share of the power by which a turn differs from the one before where the sound does not go on as it did; coding leaves under 0.01. */
const leastDifference = 0.1

/**
 * The moments of a recording of the test tone, in milliseconds of its samples, at which the sound does not go on as it did: another tone begins, or a piece is
 * missing or comes twice. `sameTone`: the tone is the same before and after, so that only the latter explains it.
 */
export function breaksOfTone(
  samples: Float32Array,
  sampleRate: number,
  tones: readonly number[],
): readonly { readonly atMs: number; readonly sameTone: boolean }[] {
  const turn = (sampleRate * turnMs) / 1000
  const differs = (start: number): boolean => {
    let difference = 0
    let power = 0
    for (let i = start; i < start + turn; i++) {
      const [before, now] = [samples[i] ?? 0, samples[i + turn] ?? 0]
      difference += (now - before) ** 2
      power += before ** 2 + now ** 2
    }
    return difference > leastDifference * power
  }
  const toneAt = (start: number) => loudestTone(samples.subarray(Math.max(0, start), start + 2 * turn), sampleRate, tones)
  const breaks: { atMs: number; sameTone: boolean }[] = []
  // The first turns are the encoder's own beginning.
  for (let start = 10 * turn; start + 6 * turn <= samples.length; start += turn) {
    if (!differs(start)) continue
    const from = start
    while (start + 6 * turn <= samples.length && differs(start)) start += turn
    breaks.push({ atMs: (from / sampleRate) * 1000, sameTone: toneAt(from - 2 * turn) === toneAt(start + turn) })
  }
  return breaks
}
