import { readFlvTimes } from './flv-times.ts'
import { readSamples } from './read-video.ts'

const samplesPerSound = 1024
const perMs = 48

/** All sound of an FLV (mono, 48 kHz) and where in its time each sample lies, by the timestamps of its sounds. */
export type TimedSound = {
  readonly samples: Float32Array
  /** In ms. */
  readonly momentOf: (sample: number) => number
  /** What is heard from `fromMs` to `untilMs`. */
  readonly between: (fromMs: number, untilMs: number) => Float32Array
}

export async function readTimedSound(path: string): Promise<TimedSound> {
  const [{ sounds }, samples] = await Promise.all([readFlvTimes(path), readSamples(path)])
  // The decoder keeps back what comes before the first whole piece.
  const unheard = sounds.length - Math.floor(samples.length / samplesPerSound)
  const sampleAt = (ms: number) => {
    const piece = sounds.findLastIndex((time) => time <= ms)
    return Math.max(0, Math.round((piece - unheard) * samplesPerSound + (ms - (sounds[piece] ?? ms)) * perMs))
  }
  return {
    samples,
    momentOf: (sample) => (sounds[Math.floor(sample / samplesPerSound) + unheard] ?? Number.NaN) + (sample % samplesPerSound) / perMs,
    between: (fromMs, untilMs) => samples.subarray(sampleAt(fromMs), sampleAt(untilMs)),
  }
}
