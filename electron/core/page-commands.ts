import type { CommandInput, CommandName, CommandOutput } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { PageVisit } from './page-sources.ts'

type PageCommand = Extract<CommandName, `page.${string}`>

/** What a page can do as a source. Only a page that is connected can be one. */
export function createPageCommands(): {
  readonly [N in PageCommand]: (input: CommandInput<N>, visit: PageVisit | null) => Promise<Result<CommandOutput<N>>>
} {
  const nobody = (): Result<never> => err(failure('malformed-request', { params: { command: 'page.offer', fields: 'visit' } }))
  return {
    'page.offer': async (offer, visit) => {
      if (visit === null) return nobody()
      visit.offer(offer)
      return ok(null)
    },
    'page.withdraw': async ({ id }, visit) => {
      if (visit === null) return nobody()
      visit.withdraw(id)
      return ok(null)
    },
  }
}
