import type { PagePlace } from '#shared/contract'

/** What a browser tells a page of its window. */
export type WindowFacts = Pick<Window, 'screenX' | 'screenY' | 'outerWidth' | 'outerHeight'> & {
  readonly document: Pick<Document, 'title' | 'visibilityState'>
}

/** The contract’s number, repeated here so that zod stays out of the page. */
const longestTitle = 300

/** Where the window of this page is; null where nobody sees it: minimised, or behind another tab. */
export function readPlace({ screenX, screenY, outerWidth, outerHeight, document }: WindowFacts): PagePlace | null {
  if (document.visibilityState !== 'visible' || outerWidth < 1 || outerHeight < 1) return null
  const [x, y, width, height] = [screenX, screenY, outerWidth, outerHeight].map(Math.round) as [number, number, number, number]
  return { title: document.title.slice(0, longestTitle), x, y, width, height }
}

/** The clock in a title is no news. */
const facts = (place: PagePlace | null): string =>
  JSON.stringify(place, (key, value: unknown) => (key === 'title' ? `${value}`.replace(/\d+/g, '0') : value))

export const isSamePlace = (one: PagePlace | null, other: PagePlace | null): boolean => facts(one) === facts(other)
