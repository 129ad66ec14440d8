import type { PageOffer, SourceView, WantedPage } from '#shared/contract'
import type { Pipeline } from '../pipeline/port.ts'
import type { ListName } from './source-lists.ts'

/** What one page that is connected is a source of. What it offered is withdrawn when it leaves. */
export type SourceVisit = {
  readonly offer: (offer: PageOffer) => void
  readonly withdraw: (id: string) => void
  /** It offered this, now or before. */
  readonly offered: (id: string) => boolean
  /** The next piece of what it records; what is not wanted of it is let go of. Answers when the next may come. The memory moves over. */
  readonly feed: (id: string, chunk: Uint8Array<ArrayBuffer>) => Promise<void>
  readonly [Symbol.dispose]: () => void
}

/** Pages that are sources themselves. */
export type PageSources = {
  readonly enter: () => SourceVisit
  /** A page with a picture can be chosen as screen and as camera, one with sound as microphone. */
  readonly of: (list: ListName) => readonly SourceView[]
  /** What a page that is or was there calls it; null where none was. */
  readonly labelOf: (id: string) => string | null
  readonly [Symbol.dispose]: () => void
}

export type PageSourcesDeps = {
  readonly pipeline: Pick<Pipeline, 'setPages' | 'feedPage' | 'onWantedPages'>
  readonly onChange: () => void
}

/** One page has a camera, a screen and a microphone at most. */
const mostOffersOfAPage = 3
const rememberedLabels = 100

const viewOf = ({ id, label, picture }: PageOffer): SourceView => ({
  id,
  label,
  ...(picture && { width: picture.width, height: picture.height }),
})

export function createPageSources({ pipeline, onChange }: PageSourcesDeps): PageSources {
  const offers = new Map<string, { readonly offer: PageOffer; readonly visit: SourceVisit }>()
  const labels = new Map<string, string>()
  let wanted: readonly WantedPage[] = []

  function changed(): void {
    pipeline.setPages([...offers.values()].map(({ offer }) => offer))
    onChange()
  }

  function remember({ id, label }: PageOffer): void {
    labels.delete(id)
    labels.set(id, label)
    const [oldest] = labels.keys()
    if (labels.size > rememberedLabels && oldest !== undefined) labels.delete(oldest)
  }

  function enter(): SourceVisit {
    /** Ids that it was let offer; those of a page that came later under the same name are not its own any more. */
    const ids = new Set<string>()
    const isOwn = (id: string) => offers.get(id)?.visit === visit
    const visit: SourceVisit = {
      offer: (offer) => {
        const others = [...ids].filter((id) => id !== offer.id)
        if (others.length >= mostOffersOfAPage) return
        ids.add(offer.id)
        remember(offer)
        offers.set(offer.id, { offer, visit })
        changed()
      },
      withdraw: (id) => {
        if (!isOwn(id)) return
        offers.delete(id)
        changed()
      },
      offered: (id) => ids.has(id),
      feed: (id, chunk) => (isOwn(id) && wanted.some((page) => page.id === id) ? pipeline.feedPage(id, chunk) : Promise.resolve()),
      [Symbol.dispose]: () => {
        const own = [...ids].filter(isOwn)
        for (const id of own) offers.delete(id)
        if (own.length > 0) changed()
      },
    }
    return visit
  }

  const stopListening = pipeline.onWantedPages((now) => {
    wanted = now
  })

  return {
    enter,
    of: (list) => {
      const offered = [...offers.values()].map(({ offer }) => offer)
      return offered.filter(({ picture, sound }) => (list === 'microphones' ? sound : picture !== null)).map(viewOf)
    },
    labelOf: (id) => labels.get(id) ?? null,
    [Symbol.dispose]: stopListening,
  }
}
