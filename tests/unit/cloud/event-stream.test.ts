import { expect, it } from 'vitest'
import { type CloudEvent, createEventStream, silenceMs } from '../../../electron/cloud/event-stream.ts'
import type { OpenedEvents } from '../../../electron/cloud/open-events.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'

const keyEvent = (id: number, more = '') =>
  `id: ${id}\ndata: {"customType":"CHANGE_DATA_CAPTURE","customData":{"type":"STREAM_KEY","streamKeyId":"41"}${more}}\n\n`

/** A stream whose other end the test holds. `answers`: what the next openings meet; a stream where there is none left. */
function stream(answers: ('fail' | 'absent' | { readonly retryAfterMs: number })[] = []) {
  const time = createManualClock()
  const startMs = time.monotonicMs()
  const opened: { readonly lastEventId: string | null; readonly atMs: number }[] = []
  const ends: { readonly send: (text: string) => Promise<void>; readonly cut: () => Promise<void>; readonly isLeft: () => boolean }[] = []
  const told: CloudEvent['about'][] = []
  const states: boolean[] = []
  const events = createEventStream({
    open: async (lastEventId): Promise<OpenedEvents> => {
      opened.push({ lastEventId, atMs: time.monotonicMs() - startMs })
      const answer = answers.shift()
      if (answer === 'absent') return { kind: 'absent' }
      if (answer !== undefined) return { kind: 'failed', retryAfterMs: answer === 'fail' ? null : answer.retryAfterMs }
      let left = false
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          ends.push({
            send: async (text) => {
              controller.enqueue(new TextEncoder().encode(text))
              await time.settle()
            },
            cut: async () => {
              controller.error(new Error('reset'))
              await time.settle()
            },
            isLeft: () => left,
          })
        },
        cancel: () => {
          left = true
        },
      })
      return { kind: 'open', body }
    },
    clock: time,
    timers: time,
    random: () => 0.5,
    logger: silentLogger,
    onChange: () => states.push(events.isOpen()),
  })
  const stop = events.observe((event) => told.push(event.about))
  const openedAt = () => opened.map(({ atMs }) => atMs)
  return { time, events, stop, opened, openedAt, ends, told, states }
}

it('is open while somebody listens, and tells of a gap first', async () => {
  const { time, stop, ends, told, states } = stream()
  await time.settle()
  expect([told, states]).toEqual([['gap'], [true]])
  await ends[0]?.send(keyEvent(1))
  await ends[0]?.send(`: heartbeat\n\n${keyEvent(2).slice(0, 30)}`)
  await ends[0]?.send(keyEvent(2).slice(30))
  expect(told).toEqual(['gap', 'stream-key', 'stream-key'])
  stop()
  await time.settle()
  expect([ends[0]?.isLeft(), states, time.pending()]).toEqual([true, [true, false], 0])
})

it('goes on after the last event when the stream is cut', async () => {
  const { time, ends, opened, told, states } = stream()
  await time.advance(20_000)
  await ends[0]?.send(keyEvent(7))
  await ends[0]?.send(`data: {"messageId":"m-8"}\n\n`)
  await ends[0]?.cut()
  expect(states).toEqual([true, false])
  await time.advance(1_000)
  expect(opened).toEqual([
    { lastEventId: null, atMs: 0 },
    { lastEventId: 'm-8', atMs: 21_000 },
  ])
  expect(told).toEqual(['gap', 'stream-key', 'gap'])
})

it('takes a stream without a heartbeat for dead', async () => {
  const { time, ends, states } = stream()
  await time.advance(60_000)
  await ends[0]?.send(':\n\n')
  await time.advance(silenceMs - 1)
  expect(states).toEqual([true])
  await time.advance(1)
  expect([states, ends[0]?.isLeft()]).toEqual([[true, false], true])
  await time.advance(1_000)
  expect(states).toEqual([true, false, true])
})

it('comes back ever more seldom while the stream cannot be had, with a limit', async () => {
  const { time, openedAt } = stream(Array.from({ length: 20 }, () => 'fail' as const))
  await time.advance(125_000)
  expect(openedAt()).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000, 121_000])
})

it('does not open without end a stream that is cut at once', async () => {
  const { time, ends, openedAt } = stream()
  for (let second = 0; second < 60; second += 1) {
    await ends.at(-1)?.cut()
    await time.advance(1_000)
  }
  expect(openedAt()).toHaveLength(6)
})

it('waits as long as the service asks for', async () => {
  const { time, openedAt, ends } = stream([{ retryAfterMs: 20_000 }])
  await time.advance(20_000)
  expect(openedAt()).toEqual([0, 20_000])
  await ends[0]?.send('retry: 4000\n\n')
  await ends[0]?.cut()
  await time.advance(4_000)
  expect(openedAt()).toEqual([0, 20_000, 24_000])
})

it('looks seldom where there are no events', async () => {
  const { time, openedAt, states } = stream(['absent'])
  await time.advance(9 * 60_000)
  expect(openedAt()).toEqual([0])
  await time.advance(60_000)
  expect([openedAt(), states]).toEqual([[0, 600_000], [true]])
})

it('opens anew at once, without a blink, with another token or network', async () => {
  const { time, events, openedAt, ends, states, told } = stream(['absent'])
  await time.advance(5_000)
  events.reopen()
  await time.settle()
  expect([openedAt(), states]).toEqual([[0, 5_000], [true]])
  events.reopen()
  await time.settle()
  expect([openedAt(), states, told]).toEqual([[0, 5_000, 5_000], [true], ['gap', 'gap']])
  expect([ends[0]?.isLeft(), ends[1]?.isLeft()]).toEqual([true, false])
  events[Symbol.dispose]()
  await time.settle()
  expect([ends[1]?.isLeft(), time.pending()]).toEqual([true, 0])
})

it('leaves an event that never ends', async () => {
  const { time, ends, states } = stream()
  await time.settle()
  for (let part = 0; part < 3; part += 1) await ends[0]?.send(`data: ${'x'.repeat(600_000)}`)
  expect(states).toEqual([true, false])
})
