import { expect, test } from 'vitest'
import { readMainThread, type TraceEvent } from '../../rig/main-thread.ts'

const origin = 'http://127.0.0.1:5000'
const event = (name: string, ts: number, more: Partial<TraceEvent> = {}): TraceEvent => ({ name, ph: 'X', pid: 1, tid: 1, ts, ...more })
const mainThread = (pid: number): TraceEvent => ({ ...event('thread_name', 0, { pid, tid: pid, args: { name: 'CrRendererMain' } }), ph: 'M' })
const ours = event('FunctionCall', 1100, { dur: 60_000, tdur: 20_000, args: { data: { url: `${origin}/assets/index-a.js`, functionName: 'draw' } } })

test('tasks of our page tell what our scripts took of them; other pages and threads do not count', () => {
  const read = readMainThread(
    [
      mainThread(1),
      mainThread(2),
      event('RunTask', 1000, { dur: 90_000, tdur: 27_000 }),
      ours,
      { ...ours, ts: 1200, dur: 50_000, tdur: 19_000 },
      event('EventDispatch', 1050, { dur: 60_060, tdur: 21_000, args: { data: { type: 'click' } } }),
      event('RunMicrotasks', 61_200, { dur: 3000, tdur: 3000 }),
      event('Layout', 65_000, { dur: 3000, tdur: 2000 }),
      event('RunTask', 200_000, { dur: 200 }),
      event('RunTask', 1000, { pid: 2, tid: 2, dur: 900_000, tdur: 900_000 }),
      event('RunTask', 1000, { tid: 7, dur: 900_000, tdur: 900_000 }),
    ],
    origin,
  )
  expect(read).toEqual({
    cpuMs: 27.2,
    tasks: 2,
    longest: [
      {
        ownMs: 23,
        cpuMs: 27,
        wallMs: 90,
        did: [
          'EventDispatch click 21 ms',
          'FunctionCall draw index-a.js 20 ms',
          'FunctionCall draw index-a.js 19 ms',
          'RunMicrotasks 3 ms',
          'Layout 2 ms',
        ],
      },
      { ownMs: 0, cpuMs: 0, wallMs: 0.2, did: [] },
    ],
  })
})

test('a clock of the thread that ran ahead of time, and work that is not our script’s, make no slow script', () => {
  const stolen = event('RunTask', 1000, { dur: 140_000, tdur: 140_000 })
  const ahead = { ...ours, ts: 300_000, dur: 4000, tdur: 90_000 }
  const read = readMainThread([mainThread(1), stolen, event('RunTask', 299_000, { dur: 6000, tdur: 95_000 }), ahead], origin)
  expect(read.longest.map(({ ownMs }) => ownMs)).toEqual([4, 0])
})

test('a trace without our page is an error, not an idle page', () => {
  expect(() => readMainThread([mainThread(2), event('RunTask', 1, { pid: 2, tid: 2, dur: 5 })], origin)).toThrow(origin)
})
