import type { Writable } from 'node:stream'
import type { CanvasSize } from '#shared/scenes'
import type { Clock } from '../../clock.ts'
import type { Timers } from '../../timers.ts'
import type { SoundChannel } from '../port.ts'
import { keyOfSound } from '../source/source-key.ts'
import type { BusSound } from './bus-sound.ts'
import { createPictureComposer } from './compose-picture.ts'
import { createEncoderFeed, type EncoderFeed } from './encoder-feed.ts'
import type { FramePool } from './frame-pool.ts'
import { createFrameQueue, type FrameQueue } from './frame-queue.ts'
import { createSoundMix, type MixLevels } from './mix-sound.ts'
import { type BusLayer, busDelayMs, busSampleRate, type Frame } from './port.ts'
import { createSoundSource, type SoundSource } from './sound-source.ts'
import { startTicker } from './tick.ts'
import { createToneSource } from './tone-source.ts'

export type BusOptions = {
  readonly clock: Clock
  readonly timers: Timers
  readonly pool: FramePool
  readonly canvas: CanvasSize
  /** A divisor of 48,000. */
  readonly fps: number
  readonly onLevels: (levels: MixLevels) => void
  /** What was composed, to be looked at, not kept; `atMs` of the monotonic clock. Not called while every encoder opens its picture itself. */
  readonly onPicture: (canvas: Frame, atMs: number) => void
}

export type BusEncoder = {
  /** Null where the encoder opens its picture itself. */
  readonly video: Writable | null
  readonly sound: Writable
  /** Its first sample leaves the bus at this moment (monotonic, past); null: with the next tick, as its first picture does. */
  readonly soundFromMs: number | null
  /** It stands still, or its picture and its sound can no longer be laid side by side: it is of no use any more. */
  readonly onUseless: (why: string) => void
}

/** Composes one picture and one piece of sound at every tick, and gives them to all encoders. Nothing that a source or an encoder does makes it wait. */
export type Bus = {
  /** In effect with the next picture. */
  readonly showLayers: (layers: readonly BusLayer[]) => void
  readonly playChannels: (channels: readonly SoundChannel[]) => void
  readonly takeFrame: (source: string, frame: Frame, atMs: number) => void
  readonly takeSound: (source: string, samples: Int16Array, atMs: number) => void
  /** Its last picture is shown no more; what comes later is. */
  readonly lose: (source: string) => void
  /** Answers with the way to detach it. */
  readonly attach: (encoder: BusEncoder) => () => void
  readonly [Symbol.dispose]: () => void
}

const afterSilence = (samples: Int16Array, pairs: number): Int16Array => {
  const longer = new Int16Array(2 * pairs + samples.length)
  longer.set(samples, 2 * pairs)
  return longer
}

type Attached = { readonly feed: EncoderFeed; readonly encoder: BusEncoder; began: boolean }

export const createBus = ({ clock, timers, pool, canvas, fps, onLevels, onPicture }: BusOptions): Bus => {
  const composer = createPictureComposer()
  const mix = createSoundMix(onLevels)
  const pictures = new Map<string, FrameQueue>()
  const sounds = new Map<string, SoundSource>()
  const tone = createToneSource(clock)
  const attached = new Set<Attached>()
  const pairs = Math.round(busSampleRate / fps)
  let layers: readonly BusLayer[] = []
  let channels: readonly SoundChannel[] = []
  let shown = pool.acquire(canvas.width, canvas.height)
  let composed = false
  let ticker: ReturnType<typeof startTicker> | null = null

  const pictureAt = (atMs: number) => (source: string) => pictures.get(source)?.newestAt(atMs) ?? null

  const compose = (atMs: number): void => {
    const next = pool.acquire(canvas.width, canvas.height)
    composer.compose(next, layers, pictureAt(atMs - busDelayMs), atMs)
    pool.release(shown)
    shown = next
    composed = true
    onPicture(shown, atMs)
  }

  const tick = (atMs: number, behind: number): void => {
    if ((behind === 0 || !composed) && [...attached].some(({ encoder }) => encoder.video !== null)) compose(atMs)
    const samples = mix.mix(pairs, atMs)
    for (const entry of attached) {
      const { feed, encoder } = entry
      const silence = entry.began || encoder.soundFromMs === null ? 0 : Math.max(0, Math.round(((atMs - encoder.soundFromMs) * busSampleRate) / 1000))
      feed.give(shown, silence === 0 ? samples : afterSilence(samples, silence))
      entry.began = true
    }
  }

  const leap = (): void => {
    for (const { encoder } of [...attached]) if (encoder.video === null) encoder.onUseless('the computer stood still')
  }

  const soundOf = (source: string): SoundSource => {
    const known = sounds.get(source)
    if (known !== undefined) return known
    const fresh = createSoundSource()
    sounds.set(source, fresh)
    return fresh
  }

  const busSoundOf = (channel: SoundChannel): BusSound => (channel.source.kind === 'tone' ? tone : soundOf(keyOfSound(channel.source)))

  return {
    showLayers: (next) => {
      layers = next
    },
    playChannels: (next) => {
      channels = next
      const played = channels.map((channel) => {
        const { levelDb, muted, delayMs } = channel
        return { channel: { source: keyOfSound(channel.source), levelDb, muted, delayMs }, sound: busSoundOf(channel) }
      })
      mix.change(played)
      for (const source of sounds.keys()) if (!played.some(({ channel }) => channel.source === source)) sounds.delete(source)
    },
    takeFrame: (source, frame, atMs) => {
      const known = pictures.get(source)
      const queue = known ?? createFrameQueue(pool)
      if (known === undefined) pictures.set(source, queue)
      queue.take(frame, atMs)
    },
    takeSound: (source, samples, atMs) => sounds.get(source)?.take(samples, atMs),
    lose: (source) => {
      pictures.get(source)?.clear()
      pictures.delete(source)
    },
    attach: (encoder) => {
      const onTooSlow = () => encoder.onUseless('it takes nothing any more')
      const entry = { encoder, feed: createEncoderFeed({ video: encoder.video, sound: encoder.sound, fps, pool, onTooSlow }), began: false }
      attached.add(entry)
      ticker ??= startTicker({ clock, timers, fps, onTick: (_, atMs, behind) => tick(atMs, behind), onLeap: leap })
      return () => {
        attached.delete(entry)
        entry.feed.close()
        if (attached.size > 0) return
        ticker?.stop()
        ticker = null
      }
    },
    [Symbol.dispose]: () => {
      ticker?.stop()
      for (const { feed } of attached) feed.close()
      attached.clear()
      for (const queue of pictures.values()) queue.clear()
      pictures.clear()
      pool.release(shown)
    },
  }
}
