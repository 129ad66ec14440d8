import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** Lets time pass on the page's monotonic clock, which stands still otherwise. */
    passTime: (ms: number) => void
  }
}

/**
 * Stops what would make two pictures of the same page differ: the monotonic clock, and films, which show their first
 * frame and say that they play. The wall clock is Playwright's.
 */
export async function stopTheWorld(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let nowMs = 1_000
    performance.now = () => nowMs
    window.passTime = (ms) => {
      nowMs += ms
    }
    HTMLMediaElement.prototype.play = async function (this: HTMLMediaElement) {
      const sayIt = () => this.dispatchEvent(new Event('playing'))
      if (this.readyState >= this.HAVE_CURRENT_DATA) sayIt()
      else this.addEventListener('loadeddata', sayIt, { once: true })
    }
  })
}
