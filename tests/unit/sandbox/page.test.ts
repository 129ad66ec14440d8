import { describe, expect, it } from 'vitest'
import { pageOf } from '../../../electron/sandbox/api/page.ts'

const items = [1, 2, 3, 4, 5].map((id) => ({ id, createdAt: `2026-01-0${id}`, lastModifiedAt: `2026-02-0${6 - id}` }))
const page = (query: object) => pageOf(items, query, ({ id }) => ({ id }))

describe('a page', () => {
  it('is asked for from 1 and counts itself from 0', () => {
    const sort = { sorted: true, unsorted: false, empty: false }
    expect(page({ page: '2', pageSize: '2' })).toEqual({
      content: [{ id: 3 }, { id: 2 }],
      pageable: { offset: 2, pageNumber: 1, pageSize: 2, paged: true, unpaged: false, sort },
      totalPages: 3,
      totalElements: 5,
      numberOfElements: 2,
      number: 1,
      size: 2,
      first: false,
      last: false,
      empty: false,
      sort,
    })
  })

  it.each([
    ['the newest first, where nothing is asked', {}, [5, 4, 3, 2, 1]],
    ['the oldest first', { sortBy: 'CREATED_AT_ASC' }, [1, 2, 3, 4, 5]],
    ['the last changed first', { sortBy: 'LAST_MODIFIED_AT_DESC' }, [1, 2, 3, 4, 5]],
    ['nothing behind the end', { page: '9' }, []],
    ['something sensible for nonsense', { page: '-3', pageSize: 'many', sortBy: 'TITLE' }, [5, 4, 3, 2, 1]],
  ])('holds %s', (_what, query, ids) => {
    expect(page(query)).toMatchObject({ content: ids.map((id) => ({ id })), totalElements: 5, empty: ids.length === 0 })
  })

  it('of nothing is first, last and empty', () => {
    expect(pageOf([], {}, () => ({}))).toMatchObject({ totalPages: 0, totalElements: 0, number: 0, first: true, last: true, empty: true })
  })
})
