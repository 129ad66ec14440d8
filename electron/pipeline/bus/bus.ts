import type { Writable } from 'node:stream'
import type { FrameRate } from '#shared/encoding'
import type { CanvasSize } from '#shared/scenes'
import type { Clock } from '../../clock.ts'
import type { Timers } from '../../timers.ts'
import type { EncoderOrigin } from '../encoder-origin.ts'
import type { SoundChannel } from '../port.ts'
import { keyOfSound } from '../source/source-key.ts'
import { beginSound } from './begin-sound.ts'
import type { BusSound } from './bus-sound.ts'
import { createPictureComposer } from './compose-picture.ts'
import { createEncoderFeed, type EncoderFeed } from './encoder-feed.ts'
import type { FramePool } from './frame-pool.ts'
import { createFrameQueue, type FrameQueue } from './frame-queue.ts'
import { createHoldBack } from './hold-back.ts'
import { createLatePictures } from './late-pictures.ts'
import { createSoundMix, type MixLevels } from './mix-sound.ts'
import { type BusLayer, busDelayMs, busSampleRate, type Frame, pictureLeadMs } from './port.ts'
import { createSoundSource, type SoundSource } from './sound-source.ts'
import { startTicker } from './tick.ts'
import { createToneSource } from './tone-source.ts'

export type BusOptions = {
  readonly clock: Clock
  readonly timers: Timers
  readonly pool: FramePool
  readonly canvas: CanvasSize
  readonly onLevels: (levels: MixLevels) => void
  /** What was composed, to be looked at, not kept; `atMs` of the monotonic clock. Not called while every encoder opens its picture itself. */
  readonly onPicture: (canvas: Frame, atMs: number) => void
}

export type BusEncoder = {
  readonly fps: FrameRate
  /** Null where the encoder opens its picture itself. */
  readonly video: Writable | null
  readonly sound: Writable
  /** The moment (monotonic, past) that its first sample is of, and that all others are counted from; null: that of its first picture. */
  readonly soundFromMs: number | null
  /** With its first picture or sound; never after it was detached. */
  readonly onBegin: (origin: EncoderOrigin) => void
  /** It stands still, or its picture and its sound can no longer be laid side by side: it is of no use any more. */
  readonly onUseless: (why: string) => void
}

/**
 * Composes one picture and one piece of sound at every tick, and gives them to all encoders. It ticks as often as the quickest of them wants; a slower one
 * gets every second picture, and all of the sound. Nothing that a source or an encoder does makes it wait.
 */
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

const pairsIn = (ms: number): number => Math.round((ms * busSampleRate) / 1000)

/** Without the first `pairs`; with as much silence before it where that is negative. */
const without = (samples: Int16Array, pairs: number): Int16Array => {
  if (pairs >= 0) return pairs === 0 ? samples : samples.subarray(2 * pairs)
  const longer = new Int16Array(samples.length - 2 * pairs)
  longer.set(samples, -2 * pairs)
  return longer
}

type Attached = {
  readonly feed: EncoderFeed
  readonly encoder: BusEncoder
  began: boolean
  /** Ticks that pass before its next picture. */
  pictureIn: number
  /** Pairs that it was given already: they come once more because more is held back now. Negative: silence that comes before its first one. */
  repeatedPairs: number
}

type Pace = { readonly fps: FrameRate; readonly stop: () => void; lastTickMs: number | null }

export const createBus = ({ clock, timers, pool, canvas, onLevels, onPicture }: BusOptions): Bus => {
  const composer = createPictureComposer()
  const mix = createSoundMix(onLevels)
  const pictures = new Map<string, FrameQueue>()
  const sounds = new Map<string, SoundSource>()
  const tone = createToneSource(clock)
  const holdBack = createHoldBack()
  const latePictures = createLatePictures()
  const attached = new Set<Attached>()
  let layers: readonly BusLayer[] = []
  let channels: readonly SoundChannel[] = []
  let shown = pool.acquire(canvas.width, canvas.height)
  let composed = false
  let heldMs = 0
  let mixedPairs = 0
  let pace: Pace | null = null

  const pictureAt = (atMs: number) => (source: string) => pictures.get(source)?.newestAt(atMs) ?? null

  const compose = (atMs: number): void => {
    const next = pool.acquire(canvas.width, canvas.height)
    composer.compose(next, layers, pictureAt(atMs - busDelayMs - heldMs + pictureLeadMs), atMs)
    pool.release(shown)
    shown = next
    composed = true
    onPicture(shown, atMs)
  }

  const holdBackAt = (atMs: number): void => {
    const before = heldMs
    // Who opens its picture itself counts every sample from a moment: it can be kept waiting, but not be hurried.
    const mayFall = [...attached].every(({ encoder }) => encoder.soundFromMs === null)
    const wantedMs = Math.max(
      mix.wantsHeldMs(),
      latePictures.wantsHeldMs((source) => sounds.has(source)),
    )
    heldMs = holdBack.next(wantedMs, atMs, mayFall)
    for (const entry of attached) if (entry.began && entry.encoder.soundFromMs !== null) entry.repeatedPairs += pairsIn(heldMs - before)
  }

  const tick = (fps: FrameRate, atMs: number, behind: number): void => {
    holdBackAt(atMs)
    if ((behind === 0 || !composed) && [...attached].some(({ encoder, pictureIn }) => encoder.video !== null && pictureIn === 0)) compose(atMs)
    const samples = mix.mix(busSampleRate / fps, atMs, heldMs)
    for (const entry of attached) {
      const { feed, encoder } = entry
      const givesPicture = entry.pictureIn === 0
      entry.pictureIn = givesPicture ? fps / encoder.fps - 1 : entry.pictureIn - 1
      if (!entry.began) begin(entry, atMs)
      const dropped = Math.min(entry.repeatedPairs, samples.length / 2)
      feed.give(givesPicture ? shown : null, without(samples, dropped))
      entry.repeatedPairs -= dropped
    }
    mixedPairs += samples.length / 2
  }

  const begin = (entry: Attached, atMs: number): void => {
    const { soundFromMs, onBegin } = entry.encoder
    const pictureAtMs = soundFromMs === null ? atMs : soundFromMs + busDelayMs + heldMs
    entry.repeatedPairs = beginSound(mixedPairs, pairsIn(pictureAtMs - atMs))
    entry.began = true
    const composed = entry.encoder.video !== null
    const heldAtFirstMs = heldMs
    const behindMs = composed ? () => heldMs + lateMs() : () => heldAtFirstMs
    onBegin({ pictureAtMs, soundAtMs: atMs + (1000 * entry.repeatedPairs) / busSampleRate, composed, behindMs })
  }

  /** By how much pictures that are shown come later than they are waited for. */
  const lateMs = (): number => Math.max(0, latePictures.wantsHeldMs((source) => layers.some((layer) => layer.source === source)) - heldMs)

  const leap = (): void => {
    for (const { encoder } of [...attached]) if (encoder.video === null) encoder.onUseless('the computer stood still')
  }

  /** Goes on where the ticker stopped, so that no encoder gains or loses time. */
  const tickAt = (fps: FrameRate): void => {
    const before = pace
    before?.stop()
    const from = before?.lastTickMs == null ? {} : { fromMs: before.lastTickMs + 1000 / before.fps }
    const onTick = (_: number, atMs: number, behind: number) => {
      if (pace !== null) pace.lastTickMs = atMs
      tick(fps, atMs, behind)
      slowDown()
    }
    pace = { fps, stop: startTicker({ clock, timers, fps, ...from, onTick, onLeap: leap }).stop, lastTickMs: null }
  }

  const quickest = (): FrameRate => ([...attached].some(({ encoder }) => encoder.fps === 60) ? 60 : 30)

  /** Only when every encoder has all the sound of its newest picture. */
  const slowDown = (): void => {
    if (pace === null || attached.size === 0 || pace.fps <= quickest()) return
    if ([...attached].every(({ pictureIn }) => pictureIn === 0)) tickAt(quickest())
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
      latePictures.see(source, atMs, clock.monotonicMs())
    },
    takeSound: (source, samples, atMs) => sounds.get(source)?.take(samples, atMs),
    lose: (source) => {
      pictures.get(source)?.clear()
      pictures.delete(source)
      latePictures.forget(source)
    },
    attach: (encoder) => {
      const onTooSlow = () => encoder.onUseless('it takes nothing any more')
      const { fps, video, sound } = encoder
      const entry: Attached = {
        encoder,
        feed: createEncoderFeed({ video, sound, fps, pool, isNewcomer: () => attached.values().next().value !== entry, onTooSlow }),
        began: false,
        pictureIn: 0,
        repeatedPairs: 0,
      }
      attached.add(entry)
      if (pace === null || pace.fps < fps) tickAt(fps)
      return () => {
        attached.delete(entry)
        entry.feed.close()
        if (attached.size > 0) return
        pace?.stop()
        pace = null
      }
    },
    [Symbol.dispose]: () => {
      pace?.stop()
      for (const { feed } of attached) feed.close()
      attached.clear()
      for (const queue of pictures.values()) queue.clear()
      pictures.clear()
      pool.release(shown)
    },
  }
}
