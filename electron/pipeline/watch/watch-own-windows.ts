import type { Timers } from '../../timers.ts'
import type { OwnWindows } from '../port.ts'
import type { XStackedWindow } from '../source/read-x-stack.ts'
import { type CapturedScreens, nothingCaptured } from './captured-screens.ts'
import { holdWarning } from './hold-warning.ts'
import { showsOwnPage } from './judge-mirror.ts'

/** Looks for our own windows in what is captured. */
export type OwnWindowWatch = {
  readonly watch: (captured: CapturedScreens) => void
  readonly setOwn: (own: OwnWindows) => void
}

export type OwnWindowWatchDeps = {
  readonly timers: Timers
  readonly monotonicMs: () => number
  /** Every window that is shown, the lowest first; null where nobody can tell. */
  readonly readStack: () => Promise<readonly XStackedWindow[] | null>
  /** With every change. */
  readonly onSeen: (seen: boolean) => void
}

const lookEveryMs = 1000
/** Between the word of a page and a look at its window, the window may have gone on. */
const goesAfterMs = 2000

/**
 * A page says where its window is, and the list of windows whether that is so: neither alone is believed. A host that has a window of its own may know
 * better. Nothing is asked while there is nothing to be found.
 */
export function watchOwnWindows({ timers, monotonicMs, readStack, onSeen }: OwnWindowWatchDeps): OwnWindowWatch {
  let captured = nothingCaptured
  let own: OwnWindows = { pages: [], seenIn: [] }
  let found = false
  let told = false
  let hold = holdWarning(0, goesAfterMs)
  let looking = false
  let stopWaiting = () => {}

  const isWorthALook = () => captured.parts.length > 0 && own.pages.length > 0

  const tell = () => {
    const seen = found || own.seenIn.some((id) => captured.ids.includes(id))
    if (seen === told) return
    told = seen
    onSeen(seen)
  }

  const look = async () => {
    if (looking) return
    stopWaiting()
    if (!isWorthALook()) {
      found = false
      hold = holdWarning(0, goesAfterMs)
      return tell()
    }
    looking = true
    const stack = await readStack().catch(() => null)
    looking = false
    if (isWorthALook()) {
      found = hold(stack !== null && showsOwnPage(captured.parts, stack, own.pages), monotonicMs())
      stopWaiting = timers.after(lookEveryMs, () => void look())
      return tell()
    }
    return look()
  }

  return {
    watch: (next) => {
      captured = next
      void look()
    },
    setOwn: (next) => {
      own = next
      void look()
    },
  }
}
