import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { assertNever } from '#shared/result'
import type { Database, StoredRoom, StoredStreamKey } from '../../../electron/sandbox/state/entities.ts'
import { testWhateverHappens } from '../../fakes/whatever-happens.ts'
import { openService, type ServiceOnDisk, type Shown } from './any-order-service.ts'

// The disk's own pace is not looked at here.
vi.mock('node:fs', async (original) => ({ ...(await original<typeof import('node:fs')>()), fsyncSync: () => {} }))
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

type Event =
  | { readonly what: 'publishes' | 'publishes with an old key' | 'sends media' | 'leaves' | 'makes a room' }
  | { readonly what: 'force-terminate' | 'reissue' }
  | { readonly what: 'go live' | 'end' | 'cancel' | 'is archived'; readonly nth: number }
  | { readonly what: 'takes its time'; readonly convertDelayMs: number; readonly playUrlsDelayMs: number; readonly closeMs: number }
  | { readonly what: 'conversion fails' }
  | { readonly what: 'a minute passes' }
  | { readonly what: 'killed and started again' }
type Happening = Event & { readonly member: number; readonly waitMs: number }

const of = (weight: number, what: Event['what'], given: Record<string, fc.Arbitrary<unknown>> = {}) => ({
  weight,
  arbitrary: fc.record({
    what: fc.constant(what),
    ...given,
    member: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
    waitMs: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3_000) }),
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<Happening>,
})
const delay = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5_000) })

const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  of(20, 'publishes'),
  of(2, 'publishes with an old key'),
  of(25, 'sends media'),
  of(12, 'leaves'),
  of(20, 'go live', { nth: fc.nat(5) }),
  of(15, 'end', { nth: fc.nat(5) }),
  of(2, 'cancel', { nth: fc.nat(5) }),
  of(5, 'is archived', { nth: fc.nat(5) }),
  of(8, 'makes a room'),
  of(4, 'force-terminate'),
  of(4, 'reissue'),
  of(4, 'takes its time', { convertDelayMs: delay, playUrlsDelayMs: delay, closeMs: delay }),
  of(2, 'conversion fails'),
  of(4, 'a minute passes'),
  of(3, 'killed and started again'),
)

function tell({ what, waitMs, ...given }: Happening): string {
  return `${[what, ...Object.entries(given).map(([name, value]) => `${name} ${value}`)].join(', ')}; ${waitMs} ms`
}

/** Written down once more from section 4 and 6 of what is known of the service; by force is looked at apart. */
const keyEdges = [
  'INACTIVE ACTIVE_PREP',
  'ACTIVE_PREP INACTIVE',
  'ACTIVE_PREP ACTIVE',
  'ACTIVE INACTIVE',
  'ACTIVE ACTIVE_LIVE',
  'ACTIVE_LIVE INACTIVE_LIVE',
  'INACTIVE_LIVE ACTIVE_LIVE_PREP',
  'ACTIVE_LIVE_PREP INACTIVE_LIVE',
  'ACTIVE_LIVE_PREP ACTIVE_LIVE',
  'INACTIVE_LIVE INACTIVE',
]
const roomEdges = ['SCHEDULED LIVE', 'SCHEDULED CANCELLED', 'LIVE LIVE_INACTIVE', 'LIVE_INACTIVE LIVE', 'LIVE_INACTIVE ENDED', 'ENDED ARCHIVED']

function checkKeyStep(before: StoredStreamKey, after: StoredStreamKey): void {
  const [from, to] = [before.streamKeyState, after.streamKeyState]
  if (before.streamKey !== after.streamKey) {
    // Reissued on purpose while nothing is sent, or by force from anywhere else.
    expect(to, 'a new key').toBe('INACTIVE')
    if (from !== 'INACTIVE') expect(after.forciblyTerminated, 'a new key by force').toBe(true)
  } else if (from !== to) expect(keyEdges, 'a way of the key').toContain(`${from} ${to}`)
}

function checkRoomStep(before: StoredRoom, after: StoredRoom): void {
  const [from, to] = [before.videoRoomState, after.videoRoomState]
  if (!before.forciblyTerminated && after.forciblyTerminated) expect(['LIVE ENDED', 'LIVE_INACTIVE ENDED']).toContain(`${from} ${to}`)
  else if (from !== to) expect(roomEdges, 'a way of the room').toContain(`${from} ${to}`)
}

function checkStep({ before, after }: { readonly before: Database; readonly after: Database }): void {
  for (const key of before.streamKeys) checkKeyStep(key, after.streamKeys.find(({ id }) => id === key.id) ?? key)
  for (const room of before.rooms) checkRoomStep(room, after.rooms.find(({ id }) => id === room.id) ?? room)
}

const roomStateBy = { ACTIVE_LIVE: 'LIVE', INACTIVE_LIVE: 'LIVE_INACTIVE', ACTIVE_LIVE_PREP: 'LIVE_INACTIVE' } as const
const none: Shown = { playUrl: null, rtmpPlayUrl: null, httpFlvPlayUrl: null, cmafHlsPlayUrl: null }
const urlsOf = ({ playUrl, rtmpPlayUrl, httpFlvPlayUrl, cmafHlsPlayUrl }: Shown): Shown => ({ playUrl, rtmpPlayUrl, httpFlvPlayUrl, cmafHlsPlayUrl })

/** What holds at every moment. `stale`: play URLs of ingests that are over. */
function checkService(on: ServiceOnDisk, stale: Set<string>): void {
  for (const commit of on.commits.splice(0)) checkStep(commit)
  const { streamKeys, rooms } = on.db()
  for (const [member, key] of streamKeys.entries()) {
    const state = key.streamKeyState
    const expected = state === 'INACTIVE' || state === 'ACTIVE_PREP' || state === 'ACTIVE' ? null : roomStateBy[state]
    const onAir = rooms.filter(({ memberId, videoRoomState }) => memberId === key.memberId && /^LIVE/.test(videoRoomState))
    expect([key.videoRoomId, onAir.map(({ id, videoRoomState }) => [id, videoRoomState])], `the room of a key that is ${state}`).toEqual(
      expected === null ? [null, []] : [key.videoRoomId, [[key.videoRoomId, expected]]],
    )
    expect(key.mode, `the mode of a key that is ${state}`).toBe(state === 'INACTIVE' || state === 'INACTIVE_LIVE' ? null : 'RTMP')
    if (!on.isPublishing(member)) expect(['INACTIVE', 'INACTIVE_LIVE'], 'nobody publishes').toContain(state)
    const shown = urlsOf(on.shownKey(key))
    if (state !== 'ACTIVE' && state !== 'ACTIVE_LIVE') expect(shown, `play URLs of a key that is ${state}`).toEqual(none)
    checkUrls(shown, stale)
  }
  for (const room of rooms) {
    const shown = urlsOf(on.shownRoom(room))
    if (room.videoRoomState !== 'LIVE') expect(shown, `play URLs of a room that is ${room.videoRoomState}`).toEqual(none)
    else if (shown.playUrl !== null) expect(shown.rtmpPlayUrl, 'the play URLs of the key').toBe(keyUrl(on, room))
    checkUrls(shown, stale)
  }
  expect(on.ended.toSorted(), 'handed to the archive once').toEqual(
    rooms
      .filter(({ videoRoomState, forciblyTerminated }) => (videoRoomState === 'ENDED' || videoRoomState === 'ARCHIVED') && !forciblyTerminated)
      .map(({ id }) => id)
      .toSorted(),
  )
}

/** After longer than everything may take. */
function checkWatchable(on: ServiceOnDisk): void {
  for (const key of on.db().streamKeys) {
    if (key.streamKeyState !== 'ACTIVE' && key.streamKeyState !== 'ACTIVE_LIVE') continue
    expect(on.shownKey(key).rtmpPlayUrl, 'sooner or later it can be watched').not.toBeNull()
    const room = on.db().rooms.find(({ id }) => id === key.videoRoomId)
    if (room !== undefined) expect(on.shownRoom(room).rtmpPlayUrl, 'sooner or later viewers can watch').not.toBeNull()
  }
}

const keyUrl = (on: ServiceOnDisk, room: StoredRoom) => {
  const key = on.db().streamKeys.find(({ videoRoomId }) => videoRoomId === room.id)
  return key === undefined ? 'no key' : on.shownKey(key).rtmpPlayUrl
}

function checkUrls(shown: Shown, stale: ReadonlySet<string>): void {
  expect(shown.cmafHlsPlayUrl, 'only what the mode makes').toBeNull()
  expect((shown.rtmpPlayUrl === null) === (shown.httpFlvPlayUrl === null), 'all or none').toBe(true)
  expect(stale, 'never twice').not.toContain(shown.rtmpPlayUrl)
}

/** And that it is answered as the documents say. */
function happen(on: ServiceOnDisk, happening: Happening, oldKeys: readonly string[]): unknown {
  const { member } = happening
  const key = on.key(member)
  const is = key.streamKeyState
  switch (happening.what) {
    case 'publishes': {
      const free = !on.isPublishing(member)
      return expect(on.publish(member)).toBe(free ? 'admitted' : 'refused')
    }
    case 'publishes with an old key':
      for (const old of oldKeys) expect(on.publish(member, old), 'an old key').toBe('refused')
      return null
    case 'sends media':
      return on.sendMedia(member)
    case 'leaves':
      return on.leave(member)
    case 'makes a room':
      return on.addRoom(member)
    case 'go live': {
      const room = on.room(member, happening.nth)
      const refusal = room.videoRoomState === 'SCHEDULED' ? 'STREAM_KEY_STATE_NOT_ACTIVE' : 'VIDEO_ROOM_STATE_NOT_SCHEDULED'
      expect(on.goLive(room)).toBe(room.videoRoomState === 'SCHEDULED' && is === 'ACTIVE' ? 'done' : refusal)
      return null
    }
    case 'end': {
      const room = on.room(member, happening.nth)
      const refusal = room.videoRoomState === 'LIVE_INACTIVE' ? 'STREAM_KEY_STATE_NOT_INACTIVE_LIVE' : 'VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE'
      expect(on.end(room)).toBe(room.videoRoomState === 'LIVE_INACTIVE' && is === 'INACTIVE_LIVE' ? 'done' : refusal)
      return null
    }
    case 'cancel': {
      const room = on.room(member, happening.nth)
      expect(on.cancel(room)).toBe(room.videoRoomState === 'SCHEDULED' ? 'done' : 'VIDEO_ROOM_STATE_NOT_SCHEDULED')
      return null
    }
    case 'is archived':
      return on.archive(on.room(member, happening.nth))
    case 'force-terminate': {
      const before = on.db()
      on.terminate(member)
      if (is === 'INACTIVE') expect(on.db(), 'nothing to end by force').toBe(before)
      else expect([on.key(member).streamKeyState, on.key(member).streamKey !== key.streamKey]).toEqual(['INACTIVE', true])
      return null
    }
    case 'reissue':
      expect(on.reissue(member)).toBe(is === 'INACTIVE' ? 'done' : 'STREAM_KEY_STATE_NOT_INACTIVE')
      expect(on.key(member).streamKey !== key.streamKey).toBe(is === 'INACTIVE')
      return null
    case 'takes its time':
      on.closeAfter(happening.closeMs)
      return on.setFaults({ convertDelayMs: happening.convertDelayMs, playUrlsDelayMs: happening.playUrlsDelayMs })
    case 'conversion fails':
      on.setFaults({ convertFail: true })
      return on.setFaults({ convertFail: false })
    case 'a minute passes':
      vi.advanceTimersByTime(60_000)
      return checkWatchable(on)
    case 'killed and started again': {
      const before = on.db()
      on.killAndRestart()
      expect(on.db().streamKeys.map(({ streamKey }) => streamKey)).toEqual(before.streamKeys.map(({ streamKey }) => streamKey))
      return
    }
    default:
      return assertNever(happening)
  }
}

testWhateverHappens('whatever happens, keys and rooms of the local service fit together and move as documented', {
  happening: anyHappening,
  length: 80,
  runs: 50,
  tell,
  join: (first, second) => ({ ...first, waitMs: first.waitMs + second.waitMs }),
  live: (happenings) => {
    const on = openService()
    try {
      const oldKeys: string[] = []
      const stale = new Set<string>()
      for (const happening of happenings) {
        const before = on.db().streamKeys
        const shown = before.map((key) => on.shownKey(key).rtmpPlayUrl)
        happen(on, happening, oldKeys)
        vi.advanceTimersByTime(happening.waitMs)
        for (const [index, key] of on.db().streamKeys.entries()) {
          if (before[index]?.streamKey !== key.streamKey) oldKeys.push(before[index]?.streamKey ?? '')
          const url = shown[index] ?? null
          if (url !== null && on.shownKey(key).rtmpPlayUrl !== url) stale.add(url)
        }
        checkService(on, stale)
      }
    } finally {
      on.dispose()
    }
  },
})
