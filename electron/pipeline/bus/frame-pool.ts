import type { Frame } from './port.ts'

/** How much memory waits for its next use; the oldest goes first. */
const mostIdleBytes = 48 * 1024 * 1024

/**
 * Pictures whose memory is used again, so that none is made thirty times a second. Who holds one may read it; it is written only between `acquire`
 * and the moment it is handed on. Frames that are not of this pool may be retained and released too: nothing happens to them.
 */
export type FramePool = {
  /** Held once, by the caller. What is in it is left over from earlier. Both sides are even. */
  readonly acquire: (width: number, height: number) => Frame
  /** One more holder. */
  readonly retain: (frame: Frame) => void
  /** One holder less; after the last one the memory is used for another picture. Throws where nobody holds it: a bug. */
  readonly release: (frame: Frame) => void
  readonly stats: () => { readonly held: number; readonly idle: number; readonly idleBytes: number }
}

export const frameBytes = (width: number, height: number): number => (width * height * 3) / 2

export function createFramePool(): FramePool {
  const holders = new WeakMap<Frame, number>()
  /** The most recently used ones last. */
  const idle: Frame[] = []
  let idleBytes = 0
  let held = 0

  const reuse = (width: number, height: number): Frame | null => {
    for (let index = idle.length - 1; index >= 0; index -= 1) {
      const frame = idle[index]
      if (frame?.width !== width || frame.height !== height) continue
      idle.splice(index, 1)
      idleBytes -= frame.data.length
      return frame
    }
    return null
  }

  const rest = (frame: Frame) => {
    idle.push(frame)
    idleBytes += frame.data.length
    while (idleBytes > mostIdleBytes) idleBytes -= idle.shift()?.data.length ?? 0
  }

  const holdersOf = (frame: Frame): number | null => {
    const count = holders.get(frame)
    if (count === undefined) return null
    if (count === 0) throw new Error('a frame that nobody holds')
    return count
  }

  return {
    acquire: (width, height) => {
      const frame = reuse(width, height) ?? { width, height, data: Buffer.allocUnsafeSlow(frameBytes(width, height)) }
      holders.set(frame, 1)
      held += 1
      return frame
    },
    retain: (frame) => {
      const count = holdersOf(frame)
      if (count !== null) holders.set(frame, count + 1)
    },
    release: (frame) => {
      const count = holdersOf(frame)
      if (count === null) return
      holders.set(frame, count - 1)
      if (count > 1) return
      held -= 1
      rest(frame)
    },
    stats: () => ({ held, idle: idle.length, idleBytes }),
  }
}
