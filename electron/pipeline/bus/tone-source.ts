import type { Clock } from '../../clock.ts'
import { fullScale } from '../decibels.ts'
import { toneAmplitude, toneHz } from '../encoder/tone.ts'
import type { BusSound } from './bus-sound.ts'
import { crossFade } from './fade-sound.ts'
import { fadePairs } from './keep-sound.ts'
import { busDelayMs, busSampleRate } from './port.ts'

/** All tones are whole multiples of it, so that one turn of it holds whole turns of each. */
const commonHz = 100
const turn = busSampleRate / commonHz
const table = Float32Array.from({ length: turn }, (_, i) => fullScale * toneAmplitude * Math.sin((2 * Math.PI * i) / turn))

/** The clock of the wall is read in whole ms and may be slewed; only what is more than this is followed. */
const followsFromPairs = 0.005 * busSampleRate

/** Writes the tones that belong to the samples from `first` on, counted from the Unix epoch. */
const writeTone = (into: Float32Array, pairs: number, first: number): void => {
  for (let from = 0; from < pairs; ) {
    const inSecond = (first + from) % busSampleRate
    const second = (first + from - inSecond) / busSampleRate
    const to = Math.min(pairs, from + busSampleRate - inSecond)
    const step = (toneHz[second % toneHz.length] ?? 0) / commonHz
    // A whole number of turns passes in a second, so that the place in the table follows from the place in the second.
    let at = (inSecond * step) % turn
    for (let i = from; i < to; i++) {
      const sample = table[at] ?? 0
      into[2 * i] = sample
      into[2 * i + 1] = sample
      at += step
      if (at >= turn) at -= turn
    }
    from = to
  }
}

/**
 * The tone of `encoder/tone.ts` as a sound of the bus: at each moment the one of the second that a picture shows which came to be at that
 * moment. Where the wall clock is set, it follows with a cross-fade.
 */
export const createToneSource = (clock: Clock): BusSound => {
  const before = new Float32Array(2 * fadePairs)
  let delayMs = 0
  let lastHeldMs = 0
  let delayChanged = false
  let next: number | null = null
  return {
    read: (into, pairs, atMs, heldMs) => {
      delayChanged ||= heldMs > lastHeldMs
      lastHeldMs = heldMs
      const wallMs = atMs - busDelayMs - heldMs - delayMs + clock.wallMs() - clock.monotonicMs()
      const due = Math.round((wallMs * busSampleRate) / 1000)
      const goesOn = next !== null && !delayChanged && Math.abs(due - next) <= followsFromPairs
      const first = goesOn && next !== null ? next : due
      writeTone(into, pairs, first)
      if (next !== null && first !== next) {
        writeTone(before, fadePairs, next)
        crossFade(into, before, pairs)
      }
      next = first + pairs
      delayChanged = false
    },
    wantsHeldMs: () => 0,
    changeDelay: (ms) => {
      delayChanged ||= ms !== delayMs
      delayMs = ms
    },
  }
}
