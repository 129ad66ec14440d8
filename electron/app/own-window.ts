import type { BrowserWindow, Rectangle, Screen } from 'electron'
import type { HostWindow } from '../core/own-windows.ts'

export type WindowFacts = {
  readonly platform: NodeJS.Platform
  readonly displays: number
  /** Some of it lies on the primary display. */
  readonly onPrimary: boolean
  readonly visible: boolean
  readonly minimized: boolean
  readonly focused: boolean
  readonly hidden: boolean
}

/**
 * In the pictures of which sources the window is, for certain. The one with the focus is above all others. On Windows `screen:0` is the primary display, and
 * `screen:all` shows every one (`source/list-monitors.ts`). macOS numbers its screens in an order that Electron does not tell, so only a single one is certain
 * there. On Linux the window list of X11 knows better (`watch-own-windows.ts`).
 */
export function seenInSources({ platform, displays, onPrimary, visible, minimized, focused, hidden }: WindowFacts): readonly string[] {
  if (!visible || minimized || !focused || hidden) return []
  if (platform === 'win32') return onPrimary ? ['screen:0', 'screen:all'] : ['screen:all']
  return platform === 'darwin' && displays === 1 ? ['screen:0'] : []
}

const overlap = (one: Rectangle, other: Rectangle): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height

type Watched = Pick<BrowserWindow, 'on' | 'isVisible' | 'isMinimized' | 'isFocused' | 'isDestroyed' | 'isContentProtected' | 'getBounds'>

/** The window as a witness of the mirror tunnel. It is watched once it is there. */
export function createOwnWindow(platform: NodeJS.Platform): {
  readonly hostWindow: HostWindow
  /** Answers with the way to have it looked at once more. */
  readonly watch: (window: Watched, screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay' | 'on'>) => () => void
} {
  const listeners = new Set<(sourceIds: readonly string[]) => void>()
  let seenIn: readonly string[] = []
  const tell = (now: readonly string[]) => {
    if (now.join() === seenIn.join()) return
    seenIn = now
    for (const listener of [...listeners]) listener(now)
  }
  return {
    hostWindow: {
      onSeenIn: (listener) => {
        listeners.add(listener)
        listener(seenIn)
        return () => listeners.delete(listener)
      },
    },
    watch: (window, screen) => {
      const look = () => {
        if (window.isDestroyed()) return tell([])
        tell(
          seenInSources({
            platform,
            displays: screen.getAllDisplays().length,
            onPrimary: overlap(window.getBounds(), screen.getPrimaryDisplay().bounds),
            visible: window.isVisible(),
            minimized: window.isMinimized(),
            focused: window.isFocused(),
            hidden: window.isContentProtected(),
          }),
        )
      }
      for (const event of ['show', 'hide', 'focus', 'blur', 'minimize', 'restore', 'move', 'closed'] as const) window.on(event as 'show', look)
      screen.on('display-added', look)
      screen.on('display-removed', look)
      look()
      return look
    },
  }
}
