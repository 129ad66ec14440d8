import type { RenderProcessGoneDetails, WebContents } from 'electron'
import type { Logger } from '../logging/port.ts'

/** So many crashes are answered at once; then something is wrong with the page itself, and it is tried more slowly. */
const quickReloads = 3
const withinMs = 60_000
const slowReloadMs = 10_000

/** How long to wait before the page is loaded again, in ms. @param crashesMs when it crashed so far, the last one now */
export function pauseBeforeReload(crashesMs: readonly number[]): number {
  const lastMs = crashesMs.at(-1) ?? 0
  return crashesMs.filter((atMs) => lastMs - atMs < withinMs).length > quickReloads ? slowReloadMs : 0
}

/**
 * Loads a page again whose process has gone. The core lives in another process and goes on meanwhile: the new page shows what is true,
 * and a broadcast knows nothing of it.
 */
export function reloadAfterCrash(
  contents: Pick<WebContents, 'on' | 'reload' | 'isDestroyed'>,
  logger: Pick<Logger, 'error'>,
  monotonicMs: () => number,
  after: (ms: number, act: () => void) => void,
): void {
  const crashesMs: number[] = []
  const reload = () => {
    if (!contents.isDestroyed()) contents.reload()
  }
  contents.on('render-process-gone', (_event: unknown, { reason, exitCode }: RenderProcessGoneDetails) => {
    if (reason === 'clean-exit') return
    logger.error('the page has gone and is loaded again', { reason, exitCode })
    crashesMs.push(monotonicMs())
    const pauseMs = pauseBeforeReload(crashesMs)
    if (pauseMs === 0) reload()
    else after(pauseMs, reload)
  })
}
