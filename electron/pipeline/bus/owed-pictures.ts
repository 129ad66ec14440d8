import type { Writable } from 'node:stream'
import type { FramePool } from './frame-pool.ts'
import type { Frame } from './port.ts'

/** So many wait as they are, so that a reader that is a little behind gets each picture at its own place, beside its own sound. */
const mostKept = 8

/** Pictures on their way to one reader. It gets exactly as many as were given; one that is far behind gets one of them again and again in place of others. */
export type OwedPictures = {
  /** One more picture is owed. Never blocks; holds the frame as long as it may be needed. */
  readonly give: (frame: Frame) => void
  readonly owed: () => number
  /** Nothing is written any more; the frames are let go of as soon as nobody reads them. */
  readonly stop: () => void
}

type Waiting = { frame: Frame; times: number }

/**
 * `repeatsNewest`: whether what takes the place of others is newer than they were, or older. Who is seen after somebody else must not show anything older than
 * it should, and who is seen before somebody else nothing newer: so no viewer is led back in time where one takes over from the other.
 */
export function createOwedPictures(to: Writable, pool: FramePool, repeatsNewest: () => boolean): OwedPictures {
  const waiting: Waiting[] = []
  let writing: Frame | null = null
  let owed = 0
  let stopped = false

  const letGo = () => {
    for (const { frame } of waiting.splice(0)) pool.release(frame)
  }

  const keep = (frame: Frame) => {
    const last = waiting.at(-1)
    if (last === undefined || waiting.length < mostKept) {
      pool.retain(frame)
      waiting.push({ frame, times: 1 })
      return
    }
    last.times += 1
    if (!repeatsNewest()) return
    pool.retain(frame)
    pool.release(last.frame)
    last.frame = frame
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
    const next = waiting[0]
    if (stopped || writing !== null || next === undefined) return
    writing = next.frame
    next.times -= 1
    if (next.times === 0) waiting.shift()
    else pool.retain(next.frame)
    to.write(writing.data, written)
  }

  // Where it is destroyed in the middle of a picture, this may be the only word.
  to.once('close', () => {
    stopped = true
    letGo()
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
      letGo()
    },
  }
}
