import type { FramePool } from './frame-pool.ts'
import type { Frame } from './port.ts'

/** Enough for the longest that the bus is delayed and held back by, at 60 pictures a second. */
const mostWaiting = 16

/** The newest pictures of one source, each waiting for its moment. */
export type FrameQueue = {
  /** Takes over the caller's hold on the frame. `atMs`: when it came to be. */
  readonly take: (frame: Frame, atMs: number) => void
  /**
   * The newest picture of `ms` or before, else the one before that, however old; null before the first. It stays the queue's: read it at once, or
   * retain it. Never goes back to an older one.
   */
  readonly newestAt: (ms: number) => Frame | null
  /** When the newest picture was taken in, however long it has to wait; null before the first. */
  readonly newestMs: () => number | null
  /** Lets go of everything. It may be used on. */
  readonly clear: () => void
}

export function createFrameQueue(pool: FramePool): FrameQueue {
  const waiting: { readonly frame: Frame; readonly atMs: number }[] = []
  let shown: Frame | null = null
  let newestMs: number | null = null

  const showNext = () => {
    const next = waiting.shift()
    if (next === undefined) return
    if (shown !== null) pool.release(shown)
    shown = next.frame
  }

  return {
    take: (frame, atMs) => {
      waiting.push({ frame, atMs })
      newestMs = atMs
      // A source whose clock runs ahead is shown early rather than never.
      if (waiting.length > mostWaiting) showNext()
    },
    newestAt: (ms) => {
      for (let next = waiting[0]; next !== undefined && next.atMs <= ms; next = waiting[0]) showNext()
      return shown
    },
    newestMs: () => newestMs,
    clear: () => {
      while (waiting.length > 0) showNext()
      if (shown !== null) pool.release(shown)
      shown = null
      newestMs = null
    },
  }
}
