import { createHoldBack } from '../../../../electron/pipeline/bus/hold-back.ts'
import type { SoundSource } from '../../../../electron/pipeline/bus/sound-source.ts'

const pairsPerMs = 48

/** What a device hears, over and over: `samples` hold one period of interleaved pairs, and its beginning once more for chunks that cross its end. */
export type Signal = { readonly period: number; readonly samples: Int16Array }

const longestChunk = 9600

const signal = (period: number, left: (index: number) => number, right = left): Signal => ({
  period,
  samples: Int16Array.from({ length: 2 * (period + longestChunk) }, (_, i) => (i % 2 === 0 ? left : right)((i >> 1) % period)),
})

/** Tells its place: the left channel is the index within the period, the right one half a period on. */
export const period = 30_000
export const counting = signal(
  period,
  (index) => index,
  (index) => (index + period / 2) % period,
)

/** A tone whose amplitude is 8000. */
export const tone = (hz: number): Signal => signal(48_000, (index) => Math.round(8000 * Math.sin((2 * Math.PI * hz * index) / 48_000)))

/** Numbers from 0 to 1 that are the same in every run. */
export const createDice = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}

type Device = {
  readonly signal: Signal
  /** How much faster than ours its clock is. */
  readonly ppm?: number
  /** Length of the next chunk. */
  readonly chunkMs?: () => number
  /** By which the chunk that was recorded until `atMs` is late. */
  readonly heldMs?: (atMs: number) => number
  /** Whether it records at this moment; while it does not, its samples do not count on. */
  readonly records?: (atMs: number) => boolean
}

export const startedAtMs = 10_000

/** A device that begins at `startedAtMs`, and a bus that asks for its sound 30 times a second. */
export const pretend = (source: SoundSource, { signal, ppm = 0, chunkMs = () => 10, heldMs = () => 0, records = () => true }: Device) => {
  const pairsPerOurMs = pairsPerMs * (1 + ppm / 1e6)
  const piece = new Float32Array(2 * 1600)
  const holdBack = createHoldBack()
  let index = 0
  let recordedUntilMs = startedAtMs
  let arrivedMs = startedAtMs
  let waiting: { readonly pairs: number; readonly atMs: number } | null = null
  let ticks = 0

  const record = () => {
    const pairs = Math.round(chunkMs() * pairsPerMs)
    let fromMs = recordedUntilMs
    while (!records(fromMs)) fromMs += 1
    recordedUntilMs = fromMs + pairs / pairsPerOurMs
    arrivedMs = Math.max(arrivedMs, recordedUntilMs + heldMs(recordedUntilMs))
    return { pairs, atMs: arrivedMs }
  }

  const deliver = (untilMs: number) => {
    for (;;) {
      waiting ??= record()
      if (waiting.atMs > untilMs) return
      const { pairs, atMs } = waiting
      const from = 2 * (index % signal.period)
      index += pairs
      source.take(signal.samples.subarray(from, from + 2 * pairs), atMs - pairs / pairsPerMs)
      waiting = null
    }
  }

  return {
    /** The next 1/30 s. The samples are of the next call as well. */
    tick: () => {
      const atMs = startedAtMs + (ticks * 1000) / 30
      ticks += 1
      deliver(atMs)
      const heldMs = holdBack.next(source.wantsHeldMs(), atMs, true)
      source.read(piece, 1600, atMs, heldMs)
      return { atMs, samples: piece, heldMs }
    },
    ticks: () => ticks,
  }
}

export type Pretended = ReturnType<typeof pretend>

/** The left channel of so many pieces in a row; `before` is told which one comes next. */
export const hear = (device: Pretended, pieces: number, before?: (piece: number) => void): Float32Array => {
  const heard = new Float32Array(pieces * 1600)
  for (let n = 0; n < pieces; n++) {
    before?.(n)
    const { samples } = device.tick()
    for (let i = 0; i < 1600; i++) heard[n * 1600 + i] = samples[2 * i] ?? 0
  }
  return heard
}

/** How much later than `delayMs` ago the first pair of a piece of `counting` came to be, in ms, within half a period and beyond what everything is held back by; null in silence. */
export const latenessMs = ({ atMs, samples, heldMs }: ReturnType<Pretended['tick']>, delayMs: number, pairsPerOurMs = pairsPerMs): number | null => {
  const at = 2 * 800
  const [left = 0, right = 0] = [samples[at] ?? 0, samples[at + 1] ?? 0]
  if (left === 0 && right === 0) return null
  // The one that is further from where it begins anew.
  const place = Math.abs(left - period / 2) < Math.abs(right - period / 2) ? left : right - period / 2
  const due = (atMs + 800 / pairsPerMs - delayMs - heldMs - startedAtMs) * pairsPerOurMs
  const off = (((due - place) % period) + period) % period
  return (off > period / 2 ? off - period : off) / pairsPerMs
}

/** The largest step from one sample to the next. */
export const largestStep = (samples: Float32Array | Int16Array): number => {
  let largest = 0
  for (let i = 1; i < samples.length; i++) largest = Math.max(largest, Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0)))
  return largest
}
