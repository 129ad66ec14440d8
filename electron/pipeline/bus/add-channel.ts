import { gainOf } from '../decibels.ts'
import type { BusSound } from './bus-sound.ts'
import { createSoundMeter, type SoundLevels } from './meter-sound.ts'
import { createGainRamp } from './ramp-gain.ts'

/** One channel inside the mix: its sound, its gains and its meter. */
export type MixChannel = {
  readonly sound: BusSound
  readonly change: (levelDb: number, muted: boolean) => void
  /** Fades it out; `gone` as soon as it is. */
  readonly leave: () => void
  readonly gone: () => boolean
  /** Asks the sound for the piece that is mixed next. */
  readonly read: (pairs: number, atMs: number, heldMs: number) => void
  /** Adds the pairs from `from` to (not including) `to` of that piece to `sum`. */
  readonly addTo: (sum: Float32Array, from: number, to: number) => void
  readonly finishWindow: () => SoundLevels
}

/** It begins in silence and rises to its level as after muting. */
export const createMixChannel = (sound: BusSound): MixChannel => {
  const meter = createSoundMeter()
  let level: ReturnType<typeof createGainRamp> | null = null
  const hearing = createGainRamp(0)
  let samples = new Float32Array(0)
  let leaving = false

  /** A stretch in which both gains are straight lines. */
  const addStretch = (sum: Float32Array, from: number, to: number, gain: number, gainStep: number, heard: number, heardStep: number): void => {
    let peak = 0
    let squares = 0
    let levelGain = gain
    let hearingGain = heard
    for (let i = 2 * from; i < 2 * to; i += 2) {
      const left = (samples[i] ?? 0) * levelGain
      const right = (samples[i + 1] ?? 0) * levelGain
      squares += left * left + right * right
      peak = Math.max(peak, left, -left, right, -right)
      sum[i] = (sum[i] ?? 0) + left * hearingGain
      sum[i + 1] = (sum[i + 1] ?? 0) + right * hearingGain
      levelGain += gainStep
      hearingGain += heardStep
    }
    meter.add(peak, squares, to - from)
  }

  return {
    sound,
    change: (levelDb, muted) => {
      leaving = false
      const gain = gainOf(levelDb)
      level ??= createGainRamp(gain)
      level.goTo(gain)
      hearing.goTo(muted ? 0 : 1)
    },
    leave: () => {
      leaving = true
      hearing.goTo(0)
    },
    gone: () => leaving && hearing.left() === 0,
    read: (pairs, atMs, heldMs) => {
      if (samples.length < 2 * pairs) samples = new Float32Array(2 * pairs)
      sound.read(samples, pairs, atMs, heldMs)
    },
    addTo: (sum, from, to) => {
      if (!level) return
      for (let at = from; at < to; ) {
        let until = to
        if (level.left() > 0) until = Math.min(until, at + level.left())
        if (hearing.left() > 0) until = Math.min(until, at + hearing.left())
        addStretch(sum, at, until, level.gain(), level.step(), hearing.gain(), hearing.step())
        level.pass(until - at)
        hearing.pass(until - at)
        at = until
      }
    },
    finishWindow: meter.finish,
  }
}
