import type { Writable } from 'node:stream'
import type { FramePool } from './frame-pool.ts'
import type { Frame } from './port.ts'

/** Pictures on their way to one reader. It gets exactly as many as were given, though not each of them: a late reader gets the newest one again and again. */
export type OwedPictures = {
  /** One more picture is owed, and this is the newest. Never blocks; holds the frame as long as it may be needed. */
  readonly give: (frame: Frame) => void
  readonly owed: () => number
  /** Nothing is written any more; the frames are let go of as soon as nobody reads them. */
  readonly stop: () => void
}

export function createOwedPictures(to: Writable, pool: FramePool): OwedPictures {
  let newest: Frame | null = null
  let writing: Frame | null = null
  let owed = 0
  let stopped = false

  const keep = (frame: Frame | null) => {
    if (frame !== null) pool.retain(frame)
    if (newest !== null) pool.release(newest)
    newest = frame
  }

  const written = (error?: Error | null) => {
    if (error) stopped = true
    if (writing === null) return
    pool.release(writing)
    writing = null
    owed -= 1
    writeNext()
  }

  const writeNext = () => {
    if (stopped || owed === 0 || writing !== null || newest === null) return
    pool.retain(newest)
    writing = newest
    to.write(newest.data, written)
  }

  // Where it is destroyed in the middle of a picture, this may be the only word.
  to.once('close', () => {
    stopped = true
    keep(null)
    written()
  })

  return {
    give: (frame) => {
      if (stopped) return
      keep(frame)
      owed += 1
      writeNext()
    },
    owed: () => owed,
    stop: () => {
      stopped = true
      keep(null)
    },
  }
}
