import { createMixChannel, type MixChannel } from './add-channel.ts'
import type { BusSound } from './bus-sound.ts'
import { createSoundMeter, type SoundLevels, windowPairs } from './meter-sound.ts'
import type { BusChannel } from './port.ts'

/** Of one window of 50 ms. */
export type MixLevels = SoundLevels & {
  /** Single samples of the last second that reached full scale, and were cut where they went beyond. */
  readonly clippedSamples: number
  /** After their level, before their muting; those that were taken out are not among them. */
  readonly channels: readonly (SoundLevels & { readonly source: string })[]
}

export type SoundMix = {
  /** What is mixed from the next piece on. Whatever changes is faded over 20 ms; so is what comes and goes. A source may be named once. */
  readonly change: (channels: readonly { readonly channel: BusChannel; readonly sound: BusSound }[]) => void
  /** By how much everything would have to be held back so that the latest of its sounds is there in time. */
  readonly wantsHeldMs: () => number
  /**
   * The next `pairs` interleaved pairs, which leave at `atMs` (monotonic, ms), everything held back by `heldMs`. The array is new each time (6.4 KB for a picture of 1/30 s):
   * an encoder that reads late may keep it as long as it likes.
   */
  readonly mix: (pairs: number, atMs: number, heldMs: number) => Int16Array
}

const windowsPerSecond = 20
const [lowest, highest] = [-32_768, 32_767]

/** Adds up any number of sounds at full precision and cuts the sum at full scale. `onLevels` is told at the end of every window. */
export const createSoundMix = (onLevels: (levels: MixLevels) => void): SoundMix => {
  const channels = new Map<string, MixChannel>()
  let leaving: MixChannel[] = []
  const master = createSoundMeter()
  const clipped = new Uint32Array(windowsPerSecond)
  let window = 0
  let windowFilled = 0
  let sum = new Float32Array(0)

  const cut = (out: Int16Array, from: number, to: number): void => {
    let peak = 0
    let squares = 0
    let full = 0
    for (let i = 2 * from; i < 2 * to; i++) {
      let sample = Math.floor((sum[i] ?? 0) + 0.5)
      if (sample >= highest || sample <= -highest) {
        full += 1
        sample = Math.min(highest, Math.max(lowest, sample))
      }
      out[i] = sample
      squares += sample * sample
      peak = Math.max(peak, sample, -sample)
    }
    master.add(peak, squares, to - from)
    clipped[window] = (clipped[window] ?? 0) + full
  }

  const finishWindow = (): void => {
    onLevels({
      ...master.finish(),
      clippedSamples: clipped.reduce((total, count) => total + count, 0),
      channels: [...channels].map(([source, channel]) => ({ source, ...channel.finishWindow() })),
    })
    window = (window + 1) % windowsPerSecond
    clipped[window] = 0
    windowFilled = 0
  }

  return {
    change: (next) => {
      const wanted = new Map(next.map((entry) => [entry.channel.source, entry]))
      for (const [source, channel] of channels) {
        // A source that was opened anew has another sound.
        if (wanted.get(source)?.sound === channel.sound) continue
        channels.delete(source)
        channel.leave()
        leaving.push(channel)
      }
      for (const [source, { channel, sound }] of wanted) {
        const back = leaving.find((candidate) => candidate.sound === sound)
        const mixed = channels.get(source) ?? back ?? createMixChannel(sound)
        leaving = leaving.filter((candidate) => candidate !== mixed)
        mixed.change(channel.levelDb, channel.muted)
        sound.changeDelay(channel.delayMs)
        channels.set(source, mixed)
      }
    },
    wantsHeldMs: () => [...channels.values()].reduce((most, { sound }) => Math.max(most, sound.wantsHeldMs()), 0),
    mix: (pairs, atMs, heldMs) => {
      if (sum.length < 2 * pairs) sum = new Float32Array(2 * pairs)
      sum.fill(0)
      const mixed = [...channels.values(), ...leaving]
      for (const channel of mixed) channel.read(pairs, atMs, heldMs)
      const out = new Int16Array(2 * pairs)
      for (let from = 0; from < pairs; ) {
        const to = Math.min(pairs, from + windowPairs - windowFilled)
        for (const channel of mixed) channel.addTo(sum, from, to)
        cut(out, from, to)
        windowFilled += to - from
        if (windowFilled === windowPairs) finishWindow()
        from = to
      }
      leaving = leaving.filter((channel) => !channel.gone())
      return out
    },
  }
}
