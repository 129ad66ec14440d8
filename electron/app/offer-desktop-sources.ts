import type { CaptureEnd } from '#shared/desktop-sources'
import type { Core } from '../core/port.ts'
import type { DesktopOffer } from './desktop-offers.ts'

/** A hidden page that captures one source. While it does, its own offer stands in the place of ours. */
export type Capture = {
  /** Settles when nothing comes of it any more. */
  readonly gone: Promise<CaptureEnd | 'crashed'>
  readonly close: () => void
}

export type DesktopSourcesDeps = {
  readonly core: Pick<Core, 'enter' | 'watch'>
  readonly offers: readonly DesktopOffer[]
  readonly openCapture: (offer: DesktopOffer) => Capture
  readonly after: (ms: number, act: () => void) => () => void
}

type Standing =
  | { readonly state: 'offered' }
  | { readonly state: 'capturing'; readonly capture: Capture; cancelClose: (() => void) | null }
  /** Nobody is asked again before it was chosen anew. */
  | { readonly state: 'refused' }

/** A source that is opened anew with other settings is not wanted for a moment; the person must not be asked again for that. */
const unwantedForMs = 1500
const slowAfterCrashMs = 5000

/**
 * Offers the desktop's own sources, and captures each only as long as it is wanted: opening the app opens nothing. Where the person said no, or ended it in the
 * system's own window, it is gone until they choose it once more.
 */
export function offerDesktopSources({ core, offers, openCapture, after }: DesktopSourcesDeps): Disposable {
  const visit = core.enter()
  const standings = new Map<string, Standing>()
  let wanted: ReadonlySet<string> = new Set()
  let closed = false

  const standAs = (offer: DesktopOffer, standing: Standing) => {
    standings.set(offer.id, standing)
    if (standing.state === 'offered') visit.offer(offer)
    if (standing.state === 'refused') visit.withdraw(offer.id)
  }

  const end = (offer: DesktopOffer, standing: Extract<Standing, { state: 'capturing' }>, next: Standing) => {
    if (standings.get(offer.id) !== standing) return
    standing.cancelClose?.()
    standing.capture.close()
    standAs(offer, next)
  }

  const begin = (offer: DesktopOffer) => {
    const standing: Standing = { state: 'capturing', capture: openCapture(offer), cancelClose: null }
    standings.set(offer.id, standing)
    void standing.capture.gone.then((how) => {
      if (closed || standings.get(offer.id) !== standing) return
      if (how !== 'crashed') return end(offer, standing, { state: 'refused' })
      standing.cancelClose?.()
      standing.cancelClose = after(slowAfterCrashMs, () => {
        end(offer, standing, { state: 'offered' })
        // Nobody says once more that it is wanted, where it never took the place of our offer.
        look()
      })
    })
  }

  const look = () => {
    for (const offer of offers) {
      const standing = standings.get(offer.id)
      const isWanted = wanted.has(offer.id)
      if (standing?.state === 'offered' && isWanted) begin(offer)
      if (standing?.state !== 'capturing') continue
      if (isWanted) {
        standing.cancelClose?.()
        standing.cancelClose = null
      } else standing.cancelClose ??= after(unwantedForMs, () => end(offer, standing, { state: 'offered' }))
    }
  }

  for (const offer of offers) standAs(offer, { state: 'offered' })
  const stopWanted = core.watch('page.wanted', (now) => {
    if (closed) return
    wanted = new Set(now.map(({ id }) => id))
    look()
  })
  const stopChosen = core.watch('snapshot', ({ program }) => {
    if (closed) return
    const chosen = [program.sourceId, program.cameraId, ...program.channels.map(({ sourceId }) => sourceId)]
    for (const offer of offers) {
      if (standings.get(offer.id)?.state === 'refused' && !chosen.includes(offer.id)) standAs(offer, { state: 'offered' })
    }
  })

  return {
    [Symbol.dispose]: () => {
      if (closed) return
      closed = true
      stopWanted()
      stopChosen()
      for (const standing of standings.values()) {
        if (standing.state !== 'capturing') continue
        standing.cancelClose?.()
        standing.capture.close()
      }
      visit[Symbol.dispose]()
    },
  }
}
