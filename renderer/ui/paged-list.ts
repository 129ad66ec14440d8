/** One page as the core answers it. */
export type AnsweredPage<T> = { readonly items: readonly T[]; readonly page: number; readonly totalPages: number; readonly total: number }

/** What is known of a list that is fetched page by page. */
export type PagedList<T> = {
  readonly items: readonly T[]
  /** Null: there is no further page. */
  readonly nextPage: number | null
  /** Null before the first answer, and where the service does not count. */
  readonly total: number | null
}

export const emptyList: PagedList<never> = { items: [], nextPage: 1, total: null }

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
    total: total > 0 ? total : totalPages <= 1 ? merged.length : null,
  }
}

/** In place of its older look; new ones come first. */
export function putItem<T extends { readonly id: string }>(list: PagedList<T>, item: T): PagedList<T> {
  if (list.items.some(({ id }) => id === item.id)) return { ...list, items: list.items.map((other) => (other.id === item.id ? item : other)) }
  return { ...list, items: [item, ...list.items], total: list.total === null ? null : list.total + 1 }
}

export function dropItem<T extends { readonly id: string }>(list: PagedList<T>, id: string): PagedList<T> {
  const items = list.items.filter((item) => item.id !== id)
  return items.length === list.items.length ? list : { ...list, items, total: list.total === null ? null : Math.max(0, list.total - 1) }
}
