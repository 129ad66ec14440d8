import { expect, test } from 'vitest'
import { addPage, dropItem, emptyList, putItem, renewPage } from '../../../renderer/ui/paged-list.ts'

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

test('after one was dropped the next page is asked for from where the list now ends, so that none is passed over', () => {
  const two = addPage(addPage(emptyList, page(1, ['a', 'b'])), page(2, ['c', 'd']))
  const dropped = dropItem(two, 'b')
  expect(dropped.nextPage).toBe(2)
  const healed = addPage(dropped, page(2, ['d', 'e'], 2, 4))
  expect([idsOf(healed), healed.nextPage]).toEqual(['acde', null])
})

const six = addPage(addPage(addPage(emptyList, page(1, ['a', 'b'], 3, 6)), page(2, ['c', 'd'], 3, 6)), page(3, ['e', 'f'], 3, 6))

test.each([
  ['a new one before it', page(1, ['n', 'a'], 4, 7), 'nabcdef', null, 7],
  ['one of it deleted', page(1, ['a', 'c'], 3, 5), 'acdef', null, 5],
  ['one before it deleted', page(2, ['d', 'e'], 3, 5), 'abcdef', null, 5],
  ['one of a middle page deleted', page(2, ['c', 'e'], 3, 5), 'abcef', null, 5],
  ['the last ones deleted', page(3, ['e'], 3, 5), 'abcde', null, 5],
  ['the last page, which has grown', page(3, ['e', 'f'], 4, 7), 'abcdef', 4, 7],
  ['nothing of it known', page(2, ['x', 'y'], 4, 8), 'abcdef', null, 6],
  ['a first page of which nothing is known', page(1, ['x', 'y'], 4, 8), 'xy', 2, 8],
  ['nothing left', page(1, [], 1, 0), '', null, 0],
])('a page asked for once more: %s', (_what, answered, ids, next, total) => {
  const renewed = renewPage(six, answered)
  expect([idsOf(renewed), renewed.nextPage, renewed.total]).toEqual([ids, next, total])
})

test('a renewed page shows each item as it is now, and once', () => {
  const items = [
    { id: 'c', seen: 2 },
    { id: 'd', seen: 2 },
  ]
  expect(
    renewPage(six, { items, page: 2, totalPages: 3, total: 6 })
      .items.map(({ id, seen }) => `${id}${seen}`)
      .join(' '),
  ).toBe('a1 b1 c2 d2 e1 f1')
})

test('a list not fetched to its end goes on where it was, or earlier where it has become shorter', () => {
  const four = addPage(addPage(emptyList, page(1, ['a', 'b'])), page(2, ['c', 'd']))
  expect(renewPage(four, page(1, ['n', 'a'])).nextPage).toBe(3)
  expect(renewPage(four, page(1, ['a', 'c'])).nextPage).toBe(2)
})
