import type { ShowRequest } from '#shared/contract'
import type { ShowWish } from '#shared/show'
import { createLatestValue } from './latest-value.ts'

/** What the page is asked to show. The newest wish waits for a page, and is forgotten once one has shown it: a reload shows nothing again. */
export type ShowRequests = {
  readonly ask: (wish: ShowWish) => void
  readonly shown: (number: number) => void
  readonly watch: (listener: (request: ShowRequest) => void) => () => void
}

export function createShowRequests(): ShowRequests {
  const newest = createLatestValue<ShowRequest>()
  let lastNumber = 0
  return {
    ask: (wish) => {
      lastNumber += 1
      newest.set({ number: lastNumber, wish })
    },
    shown: (number) => {
      if (number === lastNumber) newest.clear()
    },
    watch: newest.watch,
  }
}
