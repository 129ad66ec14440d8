import { fadePairs } from './keep-sound.ts'

/** Raises the first 5 ms of interleaved pairs from silence. */
export const fadeIn = (samples: Float32Array, pairs: number): void => {
  for (let i = 0; i < Math.min(fadePairs, pairs); i++) {
    const gain = i / fadePairs
    samples[2 * i] = (samples[2 * i] ?? 0) * gain
    samples[2 * i + 1] = (samples[2 * i + 1] ?? 0) * gain
  }
}

/** Lowers the first 5 ms of interleaved pairs to silence; what follows is silent. */
export const fadeOut = (samples: Float32Array, pairs: number): void => {
  const faded = Math.min(fadePairs, pairs)
  for (let i = 0; i < faded; i++) {
    const gain = 1 - i / faded
    samples[2 * i] = (samples[2 * i] ?? 0) * gain
    samples[2 * i + 1] = (samples[2 * i + 1] ?? 0) * gain
  }
  samples.fill(0, 2 * faded, 2 * pairs)
}

/** Goes over from `before` to `samples` in their first 5 ms. */
export const crossFade = (samples: Float32Array, before: Float32Array, pairs: number): void => {
  for (let i = 0; i < Math.min(fadePairs, pairs); i++) {
    const gain = i / fadePairs
    const left = before[2 * i] ?? 0
    const right = before[2 * i + 1] ?? 0
    samples[2 * i] = left + gain * ((samples[2 * i] ?? 0) - left)
    samples[2 * i + 1] = right + gain * ((samples[2 * i + 1] ?? 0) - right)
  }
}
