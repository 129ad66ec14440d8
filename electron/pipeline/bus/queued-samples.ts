import type { Writable } from 'node:stream'

/** Sound on its way to one reader: in order, nothing left out. */
export type QueuedSamples = {
  /** Copies the samples. Never blocks. False: more is waiting than may; then nothing was taken, and the reader has to go. */
  readonly give: (samples: Int16Array) => boolean
  /** Samples that have not left. */
  readonly waiting: () => number
  readonly stop: () => void
}

/** The memory for `mostSamples` is taken once. Samples leave as this computer lays them down, which is little endian wherever Tally runs. */
export function createQueuedSamples(to: Writable, mostSamples: number): QueuedSamples {
  const ring = new Int16Array(mostSamples)
  let start = 0
  let count = 0
  let writing = 0
  let stopped = false

  const written = (error?: Error | null) => {
    if (error) stopped = true
    start = (start + writing) % mostSamples
    count -= writing
    writing = 0
    writeNext()
  }

  const writeNext = () => {
    if (stopped || writing > 0 || count === 0) return
    writing = Math.min(count, mostSamples - start)
    to.write(new Uint8Array(ring.buffer, start * 2, writing * 2), written)
  }

  return {
    give: (samples) => {
      if (stopped) return true
      if (count + samples.length > mostSamples) return false
      const at = (start + count) % mostSamples
      const untilEnd = Math.min(samples.length, mostSamples - at)
      ring.set(untilEnd === samples.length ? samples : samples.subarray(0, untilEnd), at)
      if (untilEnd < samples.length) ring.set(samples.subarray(untilEnd), 0)
      count += samples.length
      writeNext()
      return true
    },
    waiting: () => count,
    stop: () => {
      stopped = true
    },
  }
}
