/** One page as the core answers it. */
export type AnsweredPage<T> = { readonly items: readonly T[]; readonly page: number; readonly totalPages: number; readonly total: number }

/** What is known of a list that is fetched page by page. */
export type PagedList<T> = {
  readonly items: readonly T[]
  /** Null: there is no further page. */
  readonly nextPage: number | null
  /** Null before the first answer, and where the service does not count. */
  readonly total: number | null
  /** Items on a full page, as far as was seen. */
  readonly pageSize: number
}

export const emptyList: PagedList<never> = { items: [], nextPage: 1, total: null, pageSize: 1 }

/** Adds a page. What was made or deleted meanwhile moves items from page to page: each is kept once, as it was seen last. */
export function addPage<T extends { readonly id: string }>(list: PagedList<T>, { items, page, totalPages, total }: AnsweredPage<T>): PagedList<T> {
  const before = page === 1 ? [] : list.items
  const known = new Map(before.map((item, index) => [item.id, index]))
  const merged = [...before]
  for (const item of items) {
    const index = known.get(item.id)
    if (index === undefined) merged.push(item)
    else merged[index] = item
  }
  return {
    items: merged,
    nextPage: page < totalPages && items.length > 0 ? page + 1 : null,
    total: countOf({ total, totalPages }, merged.length),
    pageSize: Math.max(list.pageSize, items.length),
  }
}

/**
 * Puts a page that was asked for once more in the place of what it was before. A page holds everything between its first and its
 * last item: what was known of that stretch and is no more on the page is gone. What lies before and behind it stays.
 */
export function renewPage<T extends { readonly id: string }>(list: PagedList<T>, answered: AnsweredPage<T>): PagedList<T> {
  const { items, page, totalPages } = answered
  const ids = new Set(items.map(({ id }) => id))
  const places = list.items.flatMap(({ id }, place) => (ids.has(id) ? [place] : []))
  const isFirst = page === 1
  const isLast = page >= totalPages
  // Nothing on it is known: it cannot be said where it belongs.
  if (places.length === 0 && !(isFirst && isLast)) return isFirst ? addPage(list, answered) : list
  const from = isFirst ? 0 : (places[0] ?? 0)
  const to = isLast ? list.items.length : (places.at(-1) ?? 0) + 1
  const renewed = [...list.items.slice(0, from), ...items, ...list.items.slice(to)]
  const reachesEnd = to === list.items.length
  return {
    items: renewed,
    nextPage: reachesEnd && isLast ? null : reachesEnd && list.nextPage === null ? page + 1 : nextPageOf(list, renewed.length),
    total: countOf(answered, renewed.length),
    pageSize: list.pageSize,
  }
}

/** As the service counts; what is known is all where there is one page. */
const countOf = ({ total, totalPages }: Pick<AnsweredPage<unknown>, 'total' | 'totalPages'>, known: number): number | null =>
  total > 0 ? total : totalPages <= 1 ? known : null

/** Where fewer items are left than the pages had, the next page begins earlier: otherwise it would pass over some. */
const nextPageOf = ({ nextPage, pageSize }: PagedList<unknown>, count: number): number | null =>
  nextPage === null ? null : Math.min(nextPage, Math.floor(count / pageSize) + 1)

/** In place of its older look; new ones come first. */
export function putItem<T extends { readonly id: string }>(list: PagedList<T>, item: T): PagedList<T> {
  if (list.items.some(({ id }) => id === item.id)) return { ...list, items: list.items.map((other) => (other.id === item.id ? item : other)) }
  return { ...list, items: [item, ...list.items], total: list.total === null ? null : list.total + 1 }
}

export function dropItem<T extends { readonly id: string }>(list: PagedList<T>, id: string): PagedList<T> {
  const items = list.items.filter((item) => item.id !== id)
  if (items.length === list.items.length) return list
  return { ...list, items, nextPage: nextPageOf(list, items.length), total: list.total === null ? null : Math.max(0, list.total - 1) }
}
