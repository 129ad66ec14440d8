import type { CommandInput, CommandName, CommandOutput } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { PageVisit } from './page-visit.ts'
import type { ShowRequests } from './show-requests.ts'

type PageCommand = Extract<CommandName, `page.${string}`>

/** What a page says of itself: as a source, and as a window. Only a page that is connected is either. */
export function createPageCommands({ shown }: Pick<ShowRequests, 'shown'>): {
  readonly [N in PageCommand]: (input: CommandInput<N>, visit: PageVisit | null) => Promise<Result<CommandOutput<N>>>
} {
  const nobody = (command: PageCommand): Result<never> => err(failure('malformed-request', { params: { command, fields: 'visit' } }))
  return {
    'page.offer': async (offer, visit) => {
      if (visit === null) return nobody('page.offer')
      visit.offer(offer)
      return ok(null)
    },
    'page.place': async ({ place }, visit) => {
      if (visit === null) return nobody('page.place')
      visit.place(place)
      return ok(null)
    },
    'page.shown': async ({ number }) => {
      shown(number)
      return ok(null)
    },
    'page.withdraw': async ({ id }, visit) => {
      if (visit === null) return nobody('page.withdraw')
      visit.withdraw(id)
      return ok(null)
    },
  }
}
