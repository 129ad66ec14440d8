import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openService } from './any-order-service.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** The owner's play URL and the viewers'. */
const shown = (on: ReturnType<typeof openService>) => [on.shownKey(on.key(0)).rtmpPlayUrl, on.shownRoom(on.room(0, 0)).rtmpPlayUrl]
const url = expect.stringMatching(/^rtmp:/)

test('play URLs that were held back are told as late as was asked, first to the owner and then to viewers', () => {
  const on = openService()
  on.setFaults({ playUrlsDelayMs: 2_000 })
  on.publish(0)
  on.sendMedia(0)
  vi.advanceTimersByTime(1_500)
  expect(on.goLive(on.room(0, 0))).toBe('done')
  vi.advanceTimersByTime(499)
  expect(shown(on)).toEqual([null, null])
  vi.advanceTimersByTime(1)
  expect(shown(on)).toEqual([url, null])
  vi.advanceTimersByTime(1_500)
  expect(shown(on)).toEqual([url, url])
  on.dispose()
})

test('a room that goes live after play URLs are no longer held back has them at once', () => {
  const on = openService()
  on.setFaults({ playUrlsDelayMs: 60_000 })
  on.publish(0)
  on.sendMedia(0)
  on.setFaults({ playUrlsDelayMs: 0 })
  expect(on.goLive(on.room(0, 0))).toBe('done')
  expect(shown(on)).toEqual([url, url])
  on.dispose()
})

test('viewers never learn play URLs that the owner does not know', () => {
  const on = openService()
  on.setFaults({ playUrlsDelayMs: 60_000 })
  on.publish(0)
  on.sendMedia(0)
  on.setFaults({ playUrlsDelayMs: 1_000 })
  expect(on.goLive(on.room(0, 0))).toBe('done')
  vi.advanceTimersByTime(1_000)
  expect(shown(on)).toEqual([url, url])
  on.dispose()
})

test('a broadcast that a kill interrupted waits for its encoder at the next start, goes on, and is ended in order', () => {
  const on = openService()
  on.publish(0)
  on.sendMedia(0)
  on.goLive(on.room(0, 0))
  const states = () => [on.key(0).streamKeyState, on.room(0, 0).videoRoomState]
  on.killAndRestart()
  expect([states(), shown(on)]).toEqual([
    ['INACTIVE_LIVE', 'LIVE_INACTIVE'],
    [null, null],
  ])
  on.publish(0)
  on.sendMedia(0)
  expect([states(), shown(on)]).toEqual([
    ['ACTIVE_LIVE', 'LIVE'],
    [url, url],
  ])
  on.leave(0)
  expect(on.end(on.room(0, 0))).toBe('done')
  on.dispose()
})

test('after an end by force the new key lets nobody in before the old connection is gone, and the old key never again', () => {
  const on = openService()
  const old = on.key(0).streamKey
  on.closeAfter(1_000)
  on.publish(0)
  on.terminate(0)
  expect([on.publish(0), on.publish(0, old)]).toEqual(['refused', 'refused'])
  vi.advanceTimersByTime(1_000)
  expect([on.publish(0, old), on.publish(0)]).toEqual(['refused', 'admitted'])
  on.dispose()
})
