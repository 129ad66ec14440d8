import type { PagePlace } from '#shared/contract'
import type { OwnWindows } from './own-windows.ts'
import type { PageSources, SourceVisit } from './page-sources.ts'

/** One page that is connected: disposed when it leaves. */
export type PageVisit = SourceVisit & {
  /** Where its window is now; null: nobody sees it. */
  readonly place: (place: PagePlace | null) => void
}

export function enterPage(sources: PageSources, windows: OwnWindows): PageVisit {
  const source = sources.enter()
  const { place, leave } = windows.enter()
  return {
    ...source,
    place,
    [Symbol.dispose]: () => {
      leave()
      source[Symbol.dispose]()
    },
  }
}
