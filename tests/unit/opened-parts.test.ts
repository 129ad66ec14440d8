import { expect, test } from 'vitest'
import { keepOpenedParts } from '../../electron/opened-parts.ts'

function partsOf(deadlineMs = 1000) {
  const closed: string[] = []
  const problems: unknown[] = []
  const opened = keepOpenedParts(deadlineMs, (error) => problems.push(error))
  const part = (name: string, close = async () => {}) => ({
    [Symbol.asyncDispose]: async () => {
      await close()
      closed.push(name)
    },
  })
  return { closed, problems, opened, part }
}

test('parts are closed once, the newest first, however often and from wherever it is asked for', async () => {
  const { closed, opened, part } = partsOf()
  opened.add(part('folder'))
  opened.add({ [Symbol.dispose]: () => void closed.push('log') })
  opened.add(part('core', () => new Promise((resolve) => setImmediate(resolve))))
  await Promise.all([opened.close(), opened.close()])
  await opened.close()
  expect(closed).toEqual(['core', 'log', 'folder'])
})

test('a part that fails keeps no other open', async () => {
  const { closed, problems, opened, part } = partsOf()
  opened.add(part('folder'))
  opened.add(part('core', () => Promise.reject(new Error('stuck'))))
  await opened.close()
  expect([closed, problems]).toEqual([['folder'], [new Error('stuck')]])
})

test('closing ends at its deadline', async () => {
  const { closed, opened, part } = partsOf(10)
  opened.add(part('core', () => new Promise(() => {})))
  await opened.close()
  expect(closed).toEqual([])
})

test('a part that hangs leaves the others the rest of the time', async () => {
  const { closed, problems, opened, part } = partsOf(50)
  opened.add(part('folder'))
  opened.add(part('window', () => new Promise(() => {})))
  await opened.close()
  expect([closed, problems]).toEqual([['folder'], [new Error('a part did not close in its time')]])
})
