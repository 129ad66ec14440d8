import { expect, test } from 'vitest'
import { conflate } from '../../../electron/transport/conflated-stream.ts'

function watchOf() {
  const sent: [number, unknown][] = []
  return { sent, stream: conflate((sequence, value) => sent.push([sequence, value])) }
}

test('while a value is unacknowledged, only the newest of the following ones waits', () => {
  const { sent, stream } = watchOf()
  for (const value of ['a', 'b', 'c', 'd']) stream.offer(value)
  expect(sent).toEqual([[1, 'a']])
  stream.acknowledge(1)
  expect(sent).toEqual([
    [1, 'a'],
    [2, 'd'],
  ])
  stream.acknowledge(2)
  stream.offer('e')
  expect(sent.at(-1)).toEqual([3, 'e'])
})

test('an acknowledgement of something else, or a second one, moves nothing', () => {
  const { sent, stream } = watchOf()
  stream.offer('a')
  stream.offer('b')
  stream.acknowledge(7)
  expect(sent).toHaveLength(1)
  stream.acknowledge(1)
  stream.acknowledge(1)
  stream.offer('c')
  expect(sent).toEqual([
    [1, 'a'],
    [2, 'b'],
  ])
})
