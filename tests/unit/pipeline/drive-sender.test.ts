import { describe, expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { createSenderDriver, type SenderEvent } from '../../../electron/pipeline/drive-sender.ts'
import type { Sender, SenderState } from '../../../electron/pipeline/sender/sender.ts'

/** A sender in the hands of the test. */
const fakeSender = (skipped = 0) => {
  const listeners = new Set<(state: SenderState) => void>()
  let settle: (result: Result<void>) => void = () => {}
  const started = new Promise<Result<void>>((resolve) => {
    settle = resolve
  })
  let state: SenderState = { state: 'connecting' }
  const enter = (next: SenderState) => {
    state = next
    if (next.state === 'publishing') settle(ok(undefined))
    if (next.state === 'lost') settle(err(next.failure))
    if (next.state === 'stopped') settle(err(failure('sender-failed')))
    for (const listener of listeners) listener(next)
  }
  const sender: Sender = {
    started,
    state: () => state,
    onState: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stats: () => ({ totalBytes: null, outTimeMs: null, lagMs: null, silentMs: null, feed: { droppedFrames: skipped } as never }),
    stop: async () => {
      if (state.state !== 'stopped' && state.state !== 'lost') enter({ state: 'stopped' })
    },
  }
  return { sender, enter }
}

const driven = () => {
  const events: SenderEvent[] = []
  const driver = createSenderDriver((event) => events.push(event))
  return { driver, states: () => events.map(({ state }) => state), events }
}

describe('attempts to publish', () => {
  test('are told from connecting to the loss', async () => {
    const { driver, events } = driven()
    const { sender, enter } = fakeSender()
    const started = driver.start(() => sender)
    await Promise.resolve()
    await Promise.resolve()
    enter({ state: 'publishing' })
    expect(await started).toEqual(ok(undefined))
    enter({ state: 'stalled' })
    enter({ state: 'lost', failure: failure('ingest-reset'), publishedForMs: 1200 })
    expect(events).toEqual([
      { type: 'sender', state: 'connecting' },
      { type: 'sender', state: 'publishing' },
      { type: 'sender', state: 'stalled' },
      { type: 'sender', state: 'lost', failure: failure('ingest-reset'), publishedForMs: 1200 },
    ])
    expect(driver.current()).toBeNull()
  })

  test('run one at a time: a new one first ends the old one, which then says nothing more', async () => {
    const { driver, states } = driven()
    const [first, second] = [fakeSender(4), fakeSender(1)]
    const one = driver.start(() => first.sender)
    await Promise.resolve()
    await Promise.resolve()
    first.enter({ state: 'publishing' })
    await one
    const two = driver.start(() => second.sender)
    second.enter({ state: 'publishing' })
    expect((await two).ok).toBe(true)
    first.enter({ state: 'lost', failure: failure('ingest-reset'), publishedForMs: 1 })
    expect(states().filter((state) => state === 'lost')).toEqual([])
    expect(states().slice(0, 4)).toEqual(['connecting', 'publishing', 'off', 'connecting'])
    expect(driver.current()).toBe(second.sender)
    expect(driver.skippedFrames()).toBe(5)
  })

  test('end when they are stopped or aborted, also before their turn', async () => {
    const { driver, states } = driven()
    const stopped = fakeSender()
    const one = driver.start(() => stopped.sender)
    await driver.stop()
    expect((await one).ok).toBe(false)
    const abort = new AbortController()
    const aborted = fakeSender()
    const two = driver.start(() => aborted.sender, abort.signal)
    await Promise.resolve()
    await Promise.resolve()
    abort.abort()
    expect((await two).ok).toBe(false)
    const never = await driver.start(() => {
      throw new Error('must not be created')
    }, AbortSignal.abort())
    expect(never.ok).toBe(false)
    expect(states().at(-1)).toBe('off')
  })
})
