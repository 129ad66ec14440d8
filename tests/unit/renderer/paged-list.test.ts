import { expect, test } from 'vitest'
import { addPage, dropItem, emptyList, putItem } from '../../../renderer/ui/paged-list.ts'

const items = (...ids: string[]) => ids.map((id) => ({ id, seen: 1 }))
const page = (number: number, ids: string[], totalPages = 3, total = 5) => ({ items: items(...ids), page: number, totalPages, total })
const idsOf = (list: { readonly items: readonly { readonly id: string }[] }) => list.items.map(({ id }) => id).join('')

test('pages follow one another, and the last one ends the list', () => {
  const first = addPage(emptyList, page(1, ['a', 'b']))
  const second = addPage(first, page(2, ['c', 'd']))
  const third = addPage(second, page(3, ['e']))
  expect([first, second, third].map((list) => [idsOf(list), list.nextPage, list.total])).toEqual([
    ['ab', 2, 5],
    ['abcd', 3, 5],
    ['abcde', null, 5],
  ])
})

test('what moved to the next page meanwhile is listed once; a page without anything ends the list', () => {
  const moved = addPage(addPage(emptyList, page(1, ['a', 'b'])), { ...page(2, ['b', 'c']), items: [{ id: 'b', seen: 2 }, ...items('c')] })
  expect(moved.items).toEqual([
    { id: 'a', seen: 1 },
    { id: 'b', seen: 2 },
    { id: 'c', seen: 1 },
  ])
  expect(addPage(moved, page(3, [])).nextPage).toBeNull()
})

test('the first page starts anew; a service that does not count is not made to', () => {
  const again = addPage(addPage(emptyList, page(1, ['a', 'b'])), page(1, ['z', 'a']))
  expect([idsOf(again), again.nextPage]).toEqual(['za', 2])
  expect(addPage(emptyList, page(1, ['a'], 3, 0)).total).toBeNull()
  expect(addPage(emptyList, page(1, ['a'], 1, 0)).total).toBe(1)
})

test('one item is put in its place, or first where it is new, and dropped once', () => {
  const list = addPage(emptyList, page(1, ['a', 'b']))
  expect(putItem(list, { id: 'b', seen: 9 }).items).toEqual([
    { id: 'a', seen: 1 },
    { id: 'b', seen: 9 },
  ])
  expect(putItem(list, { id: 'n', seen: 1 })).toMatchObject({ total: 6, items: [{ id: 'n' }, { id: 'a' }, { id: 'b' }] })
  expect(dropItem(list, 'a')).toMatchObject({ total: 4, items: [{ id: 'b' }] })
  expect(dropItem(list, 'x')).toBe(list)
})
