import { z } from 'zod'
import { err, ok, type Result } from '#shared/result'
import { wirePage } from '#shared/wire/common'
import type { Logger } from '../logging/port.ts'
import type { ListPage } from './directory-port.ts'
import type { CloudRequest } from './request.ts'
import type { ServerDialect } from './server-dialect.ts'

/**
 * Reads one page of a list. `page` counts from 1, whatever the server calls its first. An item that cannot be read is left
 * out and counted; where none can be read, the answer is malformed (an empty list would be a lie).
 */
export type ListPages = <S extends z.ZodType>(
  path: string,
  item: S,
  page: number,
  query: Readonly<Record<string, string | number | undefined>> & { readonly pageSize: number },
  signal?: AbortSignal,
) => Promise<Result<ListPage<z.output<S>>>>

export function listPages(request: CloudRequest, dialect: ServerDialect, logger: Pick<Logger, 'warn'>): ListPages {
  const told = new Set<string>()

  return async (path, item, page, query, signal) => {
    const schema = pageOf(item)
    const ask = (firstPage: 0 | 1) => request({ method: 'GET', path, query: { ...query, page: page - 1 + firstPage }, schema, signal })
    const asked = dialect.firstPage
    let answer = await ask(asked)
    if (answer.ok && answer.value.number !== undefined) {
      // `number` counts from 0. The number that was asked for coming back unchanged means that this server counts from 0 too.
      const isSuspect = asked === 1 && answer.value.number === page && !(dialect.firstPageIsSure && dialect.firstPage === 1)
      if (isSuspect) {
        const again = await ask(0)
        if (again.ok && again.value.number === page - 1) {
          dialect.firstPage = 0
          answer = again
        }
      }
      dialect.firstPageIsSure = true
    }
    if (!answer.ok) return err(answer.failure.failure)

    const { items, unread, totalPages, totalElements, last } = answer.value
    const skipped = unread.length
    if (skipped > 0 && !told.has(path)) {
      told.add(path)
      logger.warn('items of a list cannot be read', { path, skipped, of: items.length + skipped, why: unread.slice(0, 5) })
    }
    const isLast = last ?? items.length + skipped < query.pageSize
    const total = totalElements ?? 0
    return ok({ items, page, totalPages: totalPages ?? (isLast ? page : page + 1), total, ...(skipped === 0 ? {} : { skipped }) })
  }
}

/** A page with its items read one by one. `unread` says of each that could not be read where it is odd: paths and kinds, never values. */
const pageOf = <S extends z.ZodType>(item: S) =>
  wirePage.transform(({ content, ...page }, context) => {
    const read = content.map((value) => item.safeParse(value))
    const items = read.flatMap((one) => (one.success ? [one.data] : []))
    const issues = read.flatMap((one, index) => (one.success ? [] : one.error.issues.slice(0, 1).map((issue) => ({ issue, index }))))
    if (items.length === 0 && issues.length > 0) {
      for (const { issue, index } of issues) context.addIssue({ code: 'custom', path: ['content', index, ...issue.path], message: issue.code })
      return z.NEVER
    }
    return { ...page, items, unread: issues.map(({ issue }) => `${issue.path.join('.') || '(whole item)'}: ${issue.code}`) }
  })
