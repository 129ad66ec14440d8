import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure } from '#shared/failure'
import type { Result } from '#shared/result'
import { type AnsweredPage, addPage, dropItem, emptyList, type PagedList, putItem, renewPage } from './paged-list.ts'

export type Pages<T> = PagedList<T> & {
  readonly loading: boolean
  /** Why the newest question brought nothing; what was there before stays. */
  readonly failure: Failure | null
  /** Asks for the next page, where there is one and none is under way. */
  readonly more: () => void
  /** Asks once more for what did not come. */
  readonly again: () => void
  /** Asks for the first page anew; the others follow as before. */
  readonly restart: () => void
  /** Asks once more, unseen, for the pages that the items at these places are on; one that does not come changes nothing. */
  readonly renew: (places: { readonly first: number; readonly last: number }) => void
  readonly put: (item: T) => void
  readonly drop: (id: string) => void
}

/**
 * A list fetched page by page. Another `question` starts it anew; while its first page is awaited the old items stay.
 * @param ask may change with every drawing: the newest is used
 */
export function usePages<T extends { readonly id: string }>(question: string, ask: (page: number) => Promise<Result<AnsweredPage<T>>>): Pages<T> {
  const [list, setList] = useState<PagedList<T>>(emptyList)
  const [loading, setLoading] = useState(true)
  const [failure, setFailure] = useState<Failure | null>(null)
  const newest = useRef({ ask, run: 0, busy: false })
  newest.current.ask = ask

  const load = useCallback(async (page: number) => {
    const { current } = newest
    const run = page === 1 ? ++current.run : current.run
    current.busy = true
    setLoading(true)
    const answer = await current.ask(page)
    // A newer question is under way, or the list is no longer shown.
    if (run !== current.run) return
    current.busy = false
    setLoading(false)
    setFailure(answer.ok ? null : answer.failure)
    if (answer.ok) setList((before) => addPage(before, answer.value))
  }, [])

  const renewPages = useCallback(async (from: number, to: number) => {
    const { current } = newest
    const { run } = current
    for (let page = from; page <= to; page++) {
      const answer = await current.ask(page)
      if (run !== current.run || !answer.ok) return
      setList((before) => renewPage(before, answer.value))
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is what asks anew
  useEffect(() => {
    void load(1)
    return () => {
      newest.current.run += 1
    }
  }, [load, question])

  return {
    ...list,
    loading,
    failure,
    more: () => {
      if (!newest.current.busy && failure === null && list.nextPage !== null) void load(list.nextPage)
    },
    again: () => void load(list.items.length === 0 ? 1 : (list.nextPage ?? 1)),
    restart: () => void load(1),
    renew: ({ first, last }) => {
      const pageOf = (place: number) => Math.floor(Math.max(0, Math.min(place, list.items.length - 1)) / list.pageSize) + 1
      void renewPages(pageOf(first), pageOf(last))
    },
    put: (item) => setList((before) => putItem(before, item)),
    drop: (id) => setList((before) => dropItem(before, id)),
  }
}
