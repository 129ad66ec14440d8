import type { PagePlace } from '#shared/contract'
import type { Bridge } from '../../bridge.ts'
import { isSamePlace, readPlace } from './read-place.ts'

export type TellPlaceDeps = {
  readonly bridge: Pick<Bridge, 'call' | 'connectionState' | 'onConnectionState'>
  readonly read: () => PagePlace | null
  /** Calls `look` every so many milliseconds, and when the page is shown or hidden. */
  readonly watch: (look: () => void, everyMs: number) => void
}

/** No event tells that a window was moved. */
const lookEveryMs = 1000

/** Tells the core where the window of this page is, so that it can warn of a picture that shows itself. The next word waits for the answer to the last. */
export function tellPlace({ bridge, read, watch }: TellPlaceDeps): void {
  /** A connection begins with a page that nobody sees. */
  let told: PagePlace | null = null
  let telling = false

  const look = async () => {
    const place = read()
    if (telling || bridge.connectionState() !== 'open' || isSamePlace(place, told)) return
    telling = true
    told = place
    await bridge.call('page.place', { place })
    telling = false
    void look()
  }

  bridge.onConnectionState(() => {
    told = null
    void look()
  })
  watch(() => void look(), lookEveryMs)
  void look()
}

const watchThisPage: TellPlaceDeps['watch'] = (look, everyMs) => {
  setInterval(look, everyMs)
  document.addEventListener('visibilitychange', look)
}

export const tellPlaceOfThisPage = (bridge: Bridge): void => tellPlace({ bridge, read: () => readPlace(window), watch: watchThisPage })
