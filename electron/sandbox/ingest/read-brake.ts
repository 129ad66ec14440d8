import type { Socket } from 'node:net'

/** Keeps a connection from being read: altogether, or as often as it takes to be slow. */
export type ReadBrake = {
  readonly isOn: () => boolean
  readonly stall: (on: boolean) => void
  /** After so many bytes were read: none until that speed is kept; 0 = any speed. */
  readonly slow: (bytes: number, kbps: number) => void
  readonly [Symbol.dispose]: () => void
}

/** @param onChange called when reading stops or goes on */
export function createReadBrake(socket: Pick<Socket, 'pause' | 'resume'>, onChange: () => void): ReadBrake {
  let stalled = false
  let pace: NodeJS.Timeout | undefined
  const apply = () => {
    onChange()
    if (stalled || pace !== undefined) socket.pause()
    else socket.resume()
  }
  const goOn = () => {
    clearTimeout(pace)
    pace = undefined
    apply()
  }
  return {
    isOn: () => stalled || pace !== undefined,
    stall: (on) => {
      if (on === stalled) return
      stalled = on
      apply()
    },
    slow: (bytes, kbps) => {
      if (kbps > 0 && pace === undefined) {
        pace = setTimeout(goOn, (bytes * 8) / kbps)
        apply()
      } else if (kbps === 0 && pace !== undefined) goOn()
    },
    [Symbol.dispose]: () => clearTimeout(pace),
  }
}
