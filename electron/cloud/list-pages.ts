import type { z } from 'zod'
import { err, ok, type Result } from '#shared/result'
import { pageOf } from '#shared/wire/common'
import type { ListPage } from './directory-port.ts'
import type { CloudRequest } from './request.ts'
import type { ServerDialect } from './server-dialect.ts'

/** Reads one page of a list. `page` counts from 1, whatever the server calls its first. */
export type ListPages = <S extends z.ZodType>(
  path: string,
  item: S,
  page: number,
  query: Readonly<Record<string, string | number | undefined>>,
  signal?: AbortSignal,
) => Promise<Result<ListPage<z.output<S>>>>

export function listPages(request: CloudRequest, dialect: ServerDialect): ListPages {
  return async (path, item, page, query, signal) => {
    const ask = () => request({ method: 'GET', path, query: { ...query, page: page - 1 + dialect.firstPage }, schema: pageOf(item), signal })
    let answer = await ask()
    // `number` counts from 0. The number that was asked for coming back unchanged means that this server counts from 0 too.
    if (answer.ok && dialect.firstPage === 1 && answer.value.number === page) {
      dialect.firstPage = 0
      const again = await ask()
      if (again.ok && again.value.number === page - 1) answer = again
      else dialect.firstPage = 1
    }
    if (!answer.ok) return err(answer.failure.failure)
    const { content, totalPages, totalElements } = answer.value
    return ok({ items: content, page, totalPages, total: totalElements })
  }
}
