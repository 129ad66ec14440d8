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
