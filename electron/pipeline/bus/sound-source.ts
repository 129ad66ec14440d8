import type { BusSound } from './bus-sound.ts'
import { crossFade, fadeIn, fadeOut } from './fade-sound.ts'
import { createSampleClock, largestErrorMs } from './follow-clock.ts'
import { createKeptSound, fadePairs, lookAhead } from './keep-sound.ts'
import { busDelayMs, busSampleRate } from './port.ts'
import { createPace } from './steer-pace.ts'
import { createPatience } from './wait-for-late.ts'

/** The sound of one device or file, between whoever records it and the mix. */
export type SoundSource = BusSound & {
  /**
   * Takes interleaved pairs at `busSampleRate`. `atMs` (monotonic) is when the first of them came to be, as far as known: it may be too late by
   * whatever the system held them up. The samples are copied.
   */
  readonly take: (samples: Int16Array, atMs: number) => void
}

const pairsPerMs = busSampleRate / 1000
/** In its first moments, while its clock is being learned, it jumps to its time from an error that is larger than this: to be right takes seconds otherwise. */
const beginsForMs = 2000
const beginsWithinMs = 8
/** Beyond a piece there is always so much left that it can end softly. */
const reserve = fadePairs + lookAhead

/**
 * Reads at a pace that keeps it with its time (see `createPace`), jumps with a cross-fade where it is far off, and fades out where there is
 * nothing to read. About 1 MB.
 */
export const createSoundSource = (firstDelayMs = 0): SoundSource => {
  const kept = createKeptSound()
  const clock = createSampleClock()
  const patience = createPatience()
  const pace = createPace()
  const before = new Float32Array(2 * fadePairs)
  let delayMs = firstDelayMs
  let wantedMs = 0
  let lastHeldMs = 0
  /** Null while silent. */
  let position: number | null = null
  /** By which the position moves with the next piece, because the delay was changed, or everything is held back for longer. */
  let shift = 0

  const begin = (into: Float32Array, pairs: number, target: number): void => {
    const start = Math.round(target)
    if (start < 0 || start + pairs + reserve > kept.end()) {
      into.fill(0, 0, 2 * pairs)
      return
    }
    pace.settle()
    kept.hand(into, pairs, start, start + pairs)
    fadeIn(into, pairs)
    position = start + pairs
  }

  const goOn = (into: Float32Array, pairs: number, target: number, from: number): void => {
    let start = from + shift
    const mostMs = kept.end() < beginsForMs * pairsPerMs ? beginsWithinMs : largestErrorMs
    if (Math.abs(target - start) > mostMs * pairsPerMs) {
      start = Math.round(target)
      pace.settle()
    }
    const end = pace.advance(start, target, pairs)
    if (start < 0 || end + reserve > kept.end()) {
      const faded = Math.min(pairs, fadePairs)
      kept.hand(into, faded, from, from + faded)
      fadeOut(into, pairs)
      position = null
      return
    }
    kept.hand(into, pairs, start, end)
    if (start !== from) {
      kept.hand(before, fadePairs, from, from + fadePairs)
      crossFade(into, before, pairs)
    }
    position = end
  }

  return {
    take: (samples, atMs) => {
      const index = kept.end()
      kept.keep(samples)
      const gap = clock.learn(index, atMs)
      if (gap) kept.insertSilence(gap.before, gap.length)
    },
    read: (into, pairs, atMs, heldMs) => {
      // to hold back less is done so slowly that the pace can follow
      if (heldMs > lastHeldMs) shift -= (heldMs - lastHeldMs) * pairsPerMs
      lastHeldMs = heldMs
      const originMs = clock.originMs()
      if (originMs === null) {
        into.fill(0, 0, 2 * pairs)
        shift = 0
        return
      }
      const due = (atMs - busDelayMs - delayMs - originMs) * pairsPerMs
      if (due >= 0) wantedMs = patience.learn((due + pairs + reserve - kept.end()) / pairsPerMs, atMs)
      const target = due - heldMs * pairsPerMs
      if (position === null) begin(into, pairs, target)
      else goOn(into, pairs, target, position)
      shift = 0
    },
    changeDelay: (ms) => {
      shift += (delayMs - ms) * pairsPerMs
      delayMs = ms
    },
    wantsHeldMs: () => wantedMs,
  }
}
