import { z } from 'zod'

type Stamped = { readonly id: number; readonly createdAt: string; readonly lastModifiedAt: string }

const sorts = ['CREATED_AT_ASC', 'CREATED_AT_DESC', 'LAST_MODIFIED_AT_ASC', 'LAST_MODIFIED_AT_DESC'] as const

const defaultPageSize = 20
const largestPageSize = 100

/** A value that makes no sense reads as absent, as lenient servers do. */
const pageQuerySchema = z.object({
  page: z.coerce.number().int().min(1).catch(1),
  pageSize: z.coerce.number().int().min(1).max(largestPageSize).catch(defaultPageSize),
  sortBy: z.enum(sorts).catch('CREATED_AT_DESC'),
})

/** For the OpenAPI document: what every list can be asked, and its filters. */
export const listQuery = (filters: readonly string[]) =>
  z.object({
    page: z.int().min(1).optional(),
    pageSize: z.int().min(1).max(largestPageSize).optional(),
    sortBy: z.enum(sorts).optional(),
    ...Object.fromEntries(filters.map((name) => [name, z.string().optional()])),
  })

/**
 * One page of `all`: the query counts pages from 1, the answer's `number` from 0.
 * A page behind the last one is empty.
 */
export function pageOf<T extends Stamped>(all: readonly T[], query: unknown, present: (item: T) => object): object {
  const { page, pageSize, sortBy } = pageQuerySchema.parse(query ?? {})
  const number = page - 1
  const offset = number * pageSize
  const content = sorted(all, sortBy)
    .slice(offset, offset + pageSize)
    .map(present)
  const totalPages = Math.ceil(all.length / pageSize)
  const sort = { sorted: true, unsorted: false, empty: false }
  return {
    content,
    pageable: { offset, pageNumber: number, pageSize, paged: true, unpaged: false, sort },
    totalPages,
    totalElements: all.length,
    numberOfElements: content.length,
    number,
    size: pageSize,
    first: number === 0,
    last: number >= totalPages - 1,
    empty: content.length === 0,
    sort,
  }
}

function sorted<T extends Stamped>(all: readonly T[], sortBy: (typeof sorts)[number]): readonly T[] {
  const field = sortBy.startsWith('CREATED_AT') ? 'createdAt' : 'lastModifiedAt'
  const sign = sortBy.endsWith('_ASC') ? 1 : -1
  return [...all].sort((a, b) => sign * (compare(a[field], b[field]) || a.id - b.id))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
