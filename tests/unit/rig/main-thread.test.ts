import { expect, test } from 'vitest'
import { readMainThread, type TraceEvent } from '../../rig/main-thread.ts'

const origin = 'http://127.0.0.1:5000'
const event = (name: string, ts: number, more: Partial<TraceEvent> = {}): TraceEvent => ({ name, ph: 'X', pid: 1, tid: 1, ts, ...more })
const mainThread = (pid: number): TraceEvent => ({ ...event('thread_name', 0, { pid, tid: pid, args: { name: 'CrRendererMain' } }), ph: 'M' })
const ours = event('FunctionCall', 1100, { dur: 60_000, tdur: 20_000, args: { data: { url: `${origin}/assets/index-a.js`, functionName: 'draw' } } })

test('tasks of our page count by processor time and tell what they did; other pages and threads do not count', () => {
  const read = readMainThread(
    [
      mainThread(1),
      mainThread(2),
      event('RunTask', 1000, { dur: 90_000, tdur: 24_000 }),
      ours,
      event('EventDispatch', 1050, { dur: 60_060, tdur: 21_000, args: { data: { type: 'click' } } }),
      event('Layout', 62_000, { dur: 3000, tdur: 2000 }),
      event('RunTask', 200_000, { dur: 200 }),
      event('RunTask', 1000, { pid: 2, tid: 2, dur: 900_000, tdur: 900_000 }),
      event('RunTask', 1000, { tid: 7, dur: 900_000, tdur: 900_000 }),
    ],
    origin,
  )
  expect(read).toEqual({
    cpuMs: 24.2,
    tasks: 2,
    longest: [
      { cpuMs: 24, wallMs: 90, did: ['EventDispatch click 21 ms', 'FunctionCall draw index-a.js 20 ms', 'Layout 2 ms'] },
      { cpuMs: 0.2, wallMs: 0.2, did: [] },
    ],
  })
})

test('a trace without our page is an error, not an idle page', () => {
  expect(() => readMainThread([mainThread(2), event('RunTask', 1, { pid: 2, tid: 2, dur: 5 })], origin)).toThrow(origin)
})
