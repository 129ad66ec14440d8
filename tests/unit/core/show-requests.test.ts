import { expect, test } from 'vitest'
import type { ShowRequest } from '#shared/contract'
import { createShowRequests } from '../../../electron/core/show-requests.ts'

test('what is to be shown waits for a page, the newest of it, and is not shown again to the next one', () => {
  const { ask, shown, watch } = createShowRequests()
  const open = () => {
    const seen: ShowRequest[] = []
    return { seen, close: watch((request) => void seen.push(request)) }
  }
  ask({ kind: 'settings' })
  ask({ kind: 'tab', tab: 'health' })
  const first = open()
  expect(first.seen).toEqual([{ number: 2, wish: { kind: 'tab', tab: 'health' } }])
  ask({ kind: 'room', roomId: '7' })
  shown(2)
  first.close()
  const second = open()
  expect(second.seen, 'an older answer settles nothing newer').toEqual([{ number: 3, wish: { kind: 'room', roomId: '7' } }])
  shown(3)
  expect(open().seen).toEqual([])
  ask({ kind: 'settings' })
  expect(second.seen.at(-1)).toEqual({ number: 4, wish: { kind: 'settings' } })
})
