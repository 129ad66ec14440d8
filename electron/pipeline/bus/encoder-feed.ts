import type { Writable } from 'node:stream'
import type { FramePool } from './frame-pool.ts'
import { createOwedPictures } from './owed-pictures.ts'
import { busSampleRate, type Frame } from './port.ts'
import { createQueuedSamples } from './queued-samples.ts'

/** An encoder that is further behind will not catch up: it stands still. */
const mostBehindSeconds = 3
/** So long it is still being started, beside another one on a busy computer, and may be behind; whoever started it waits less long for a first picture. */
const startingSeconds = 6

export type EncoderFeedOptions = {
  /** Raw pictures go there; null where the encoder takes its picture from somewhere else. */
  readonly video: Writable | null
  /** Raw sound, s16le at `busSampleRate`, two channels. */
  readonly sound: Writable
  readonly fps: number
  readonly pool: FramePool
  /** Another encoder is still seen, and this one is to take over from it. */
  readonly isNewcomer: () => boolean
  /** The encoder is 3 s behind, later than 6 s after the first of it was given. The feed is over and its pipes are destroyed; to end the process is up to whoever started it. */
  readonly onTooSlow: () => void
}

/** What one encoder gets of the bus. After n pictures were given it has got, or is owed, n pictures and all samples. */
export type EncoderFeed = {
  /** Once per tick; null where this tick brings no picture. Never blocks. The samples are copied; the frame is retained as long as it is needed, and the caller's own hold stays the caller's. */
  readonly give: (frame: Frame | null, samples: Int16Array) => void
  /** False once it was closed, was too slow, or a pipe broke (its process says why it ended; the feed says nothing). */
  readonly isOpen: () => boolean
  readonly stats: () => { readonly owedPictures: number; readonly waitingMs: number }
  /** Ends the pipes after what is being written. What else is owed is not written any more. Safe to repeat. */
  readonly close: () => void
}

const channels = 2

export function createEncoderFeed({ video, sound, fps, pool, isNewcomer, onTooSlow }: EncoderFeedOptions): EncoderFeed {
  const pictures = video === null ? null : createOwedPictures(video, pool, isNewcomer)
  const samplesOut = createQueuedSamples(sound, startingSeconds * busSampleRate * channels)
  const pipes = video === null ? [sound] : [video, sound]
  let open = true
  let givenSeconds = 0

  /** Seconds that it is behind with what it is furthest behind with. */
  const behind = () => Math.max((pictures?.owed() ?? 0) / fps, samplesOut.waiting() / channels / busSampleRate)

  const over = () => {
    open = false
    pictures?.stop()
    samplesOut.stop()
  }

  const broken = () => {
    if (!open) return
    over()
    // An encoder that lost one of them must not wait for the other.
    for (const pipe of pipes) pipe.destroy()
  }

  for (const pipe of pipes) {
    // Stays for good: a pipe may break long after it was ended.
    pipe.on('error', broken)
    pipe.once('close', broken)
  }

  return {
    give: (frame, samples) => {
      if (!open) return
      if (frame !== null) pictures?.give(frame)
      const fits = samplesOut.give(samples)
      givenSeconds += samples.length / channels / busSampleRate
      if (!fits || (givenSeconds > startingSeconds && behind() > mostBehindSeconds)) {
        broken()
        onTooSlow()
      }
    },
    isOpen: () => open,
    stats: () => ({ owedPictures: pictures?.owed() ?? 0, waitingMs: (samplesOut.waiting() / channels / busSampleRate) * 1000 }),
    close: () => {
      if (!open) return
      over()
      for (const pipe of pipes) pipe.end()
    },
  }
}
