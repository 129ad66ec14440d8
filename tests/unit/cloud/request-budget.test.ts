import { expect, it } from 'vitest'
import { budgetPerMinute, createRequestBudget, type RequestPriority } from '../../../electron/cloud/request-budget.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'

const never = new AbortController().signal

function budget() {
  const time = createManualClock()
  const gate = createRequestBudget(time, time)
  /** Who was let through, in order, and how long after the start. */
  const through: string[] = []
  const refused: number[] = []
  const startMs = time.monotonicMs()
  const take = async (who: RequestPriority, signal = never) => {
    const permit = await gate.take(who, signal)
    if (permit.kind === 'go') through.push(`${who} ${time.monotonicMs() - startMs}`)
    else refused.push(permit.ms)
  }
  const many = (count: number, who: RequestPriority) => Promise.all(Array.from({ length: count }, () => take(who)))
  return { time, gate, through, refused, take, many }
}

it('lets no minute see more than 200 requests, whoever hammers', async () => {
  const { time, gate, many } = budget()
  expect(budgetPerMinute).toBe(200)
  let most = 0
  for (let tenth = 0; tenth < 900; tenth += 1) {
    void many(2, 'watcher')
    void many(2, 'list')
    await time.advance(100)
    most = Math.max(most, gate.requestsLastMinute())
  }
  expect(most).toBeGreaterThan(150)
  expect(most).toBeLessThanOrEqual(budgetPerMinute)
}, 20_000)

it('leaves the watcher what it needs, though lists have used up theirs', async () => {
  const { time, many, take, through, refused } = budget()
  await many(30, 'list')
  void many(2, 'list')
  for (let second = 0; second < 30; second += 1) {
    await many(2, 'watcher')
    await time.advance(1_000)
  }
  expect(through.filter((one) => one.startsWith('watcher'))).toHaveLength(60)
  expect(through.filter((one) => one.startsWith('list')).slice(30)).toEqual(['list 2000', 'list 4000'])
  expect(refused).toEqual([])
  await take('action')
  expect(through.at(-1)).toBe('action 30000')
})

it('lets the watcher ask and open events at once in a show that has used up what was saved', async () => {
  const { time, many, through, refused } = budget()
  await many(20, 'watcher')
  for (let second = 0; second < 60; second += 1) {
    void many(2, 'watcher')
    await time.advance(1_000)
  }
  void many(5, 'watcher')
  await time.advance(2_500)
  expect(refused).toEqual([])
  expect(through).toHaveLength(20 + 120 + 5)
})

it('makes a list wait for five seconds at most, and says when to come again', async () => {
  const { time, many, refused, through } = budget()
  await many(30, 'list')
  void many(4, 'list')
  await time.advance(0)
  expect(refused).toEqual([6_000, 6_000])
  await time.advance(4_000)
  expect(through).toHaveLength(32)
})

it('never makes a person wait, and takes it from the lists', async () => {
  const { time, many, take, through, refused } = budget()
  await many(40, 'action')
  expect(through).toHaveLength(40)
  await take('list')
  expect(refused).toHaveLength(1)
  await time.advance(60_000)
  await take('list')
  expect(through).toHaveLength(41)
})

it('pauses everything but actions while the service asks for patience', async () => {
  const { time, gate, take, through, refused } = budget()
  gate.pause(8_000)
  await take('list')
  await take('watcher')
  await take('action')
  expect([refused, through]).toEqual([[8_000, 8_000], ['action 0']])
  await time.advance(7_500)
  void take('watcher')
  void take('list')
  await time.advance(500)
  expect(through).toEqual(['action 0', 'watcher 8000', 'list 8000'])
})

it('lets a caller go who has left, and counts only what was let through', async () => {
  const { time, gate, many, take, through } = budget()
  await many(30, 'list')
  const left = new AbortController()
  void take('list', left.signal)
  void take('list')
  left.abort()
  await time.advance(2_000)
  expect(through.at(-1)).toBe('list 2000')
  expect(gate.requestsLastMinute()).toBe(31)
  await time.advance(60_000)
  expect(gate.requestsLastMinute()).toBe(0)
  void many(31, 'list')
  gate[Symbol.dispose]()
  expect(time.pending()).toBe(0)
})
