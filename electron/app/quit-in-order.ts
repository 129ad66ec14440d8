import type { App } from 'electron'

/** How long a newer version may take to begin its installation; one that never begins must not keep the program. */
const installDeadlineMs = 30_000

/** How the app ends. */
export type Quit = {
  /** Whoever wishes to quit, in whatever way, asks this first. `held`: it is not time yet, and the guard leaves later by itself, or never. */
  readonly guardBy: (guard: () => 'go' | 'held') => void
  /** Ends everything in order, without a question; then the app goes. */
  readonly leave: () => void
  /** Everything has ended: windows may close. */
  readonly isOver: () => boolean
}

/**
 * Every wish to quit (menu, tray, Cmd+Q, the last window) becomes `before-quit`, and goes through the one guard. Then everything ends in order, and the app
 * goes, or a newer version takes its place.
 * @param close bounded
 * @param atQuit what begins the installation of a newer version once everything has ended; null: none
 */
export function quitInOrder(app: Pick<App, 'on' | 'quit' | 'exit'>, close: () => Promise<void>, atQuit: () => (() => void) | null): Quit {
  let guard = (): 'go' | 'held' => 'go'
  let leaving = false
  let over = false
  const leave = () => {
    if (leaving) return
    leaving = true
    const install = atQuit()
    void close().finally(() => {
      over = true
      if (install === null) return app.quit()
      install()
      setTimeout(() => app.exit(), installDeadlineMs)
    })
  }
  app.on('before-quit', (event) => {
    if (over) return
    event.preventDefault()
    if (guard() === 'go') leave()
  })
  return {
    guardBy: (next) => {
      guard = next
    },
    leave,
    isOver: () => over,
  }
}
