import type { Telemetry } from '#shared/contract'
import type { Health } from './facts.ts'

/** Half-second samples that must agree before a word is said, so that one hiccup does not raise an alarm. */
const agreeing = { queue: 3, fps: 8 }
const queueIsLongMs = 1_000
const fpsIsLow = 0.85

/** How the newest telemetry (oldest first, two a second) reads for the person: their network, or their computer. */
export function judgeHealth(samples: readonly Telemetry[], fps: number): Health {
  const newest = (count: number) => (samples.length < count ? [] : samples.slice(-count))
  const all = (count: number, holds: (sample: Telemetry) => boolean) => newest(count).length > 0 && newest(count).every(holds)
  if (all(agreeing.queue, ({ queueMs }) => queueMs !== null && queueMs > queueIsLongMs)) return 'network-slow'
  if (all(agreeing.fps, (sample) => sample.fps !== null && sample.fps < fps * fpsIsLow)) return 'encoder-slow'
  return 'good'
}

/** How many samples `judgeHealth` can use. */
export const healthSamples = Math.max(agreeing.queue, agreeing.fps)
