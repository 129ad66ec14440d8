import type { BrowserWindow } from 'electron'
import { writeFileAtomically } from '../files/write-file-atomically.ts'
import { createTurns } from '../in-turn.ts'
import type { Logger } from '../logging/port.ts'
import type { Timers } from '../timers.ts'
import type { WindowPlace } from './window-place.ts'

/** While a window is dragged it tells of every step. */
const restsForMs = 500

type KeptWindow = Pick<BrowserWindow, 'on' | 'getNormalBounds' | 'isMaximized' | 'isMinimized' | 'isDestroyed'>

/** Keeps where the window is, for the next start. Disposing waits until the last change is written. */
export function keepWindowPlace(window: KeptWindow, path: string, after: Timers['after'], logger: Pick<Logger, 'warn'>): AsyncDisposable {
  const inTurn = createTurns()
  let kept = ''
  let newest = ''
  let cancel = () => {}

  const write = () =>
    inTurn(async () => {
      if (newest === kept) return
      const text = newest
      await writeFileAtomically(path, text).then(
        () => {
          kept = text
        },
        (error: unknown) => logger.warn('the place of the window cannot be kept', { error: String(error) }),
      )
    })
  const look = () => {
    // A minimised window tells of no place that anybody would want it back in.
    if (window.isDestroyed() || window.isMinimized()) return
    const { x, y, width, height } = window.getNormalBounds()
    newest = JSON.stringify({ x, y, width, height, maximized: window.isMaximized() } satisfies WindowPlace)
    cancel()
    cancel = after(restsForMs, () => void write())
  }
  for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(event as 'resize', look)

  return {
    [Symbol.asyncDispose]: async () => {
      cancel()
      await write()
    },
  }
}
