import { describe, expect, it } from 'vitest'
import type { CloudObservation } from '../../../electron/cloud/port.ts'
import type { AppUserId, RoomId } from '../../../shared/ids.ts'
import { type Answer, type Answerer, type Asked, fakeService, networkError } from './fake-service.ts'
import { roomJson, streamKeyJson, videoPostJson } from './wire-samples.ts'

const member = 'creator1' as AppUserId
const roomA = '900' as RoomId
const roomB = '901' as RoomId

const isKey = ({ path }: Asked) => path.endsWith('/stream-key')
const roomOf = ({ path }: Asked) => /video-rooms\/(\d+)$/.exec(path)?.[1]
const good: Answerer = (asked) =>
  isKey(asked)
    ? { json: streamKeyJson }
    : roomOf(asked) !== undefined
      ? { json: { ...roomJson, id: Number(roomOf(asked)) } }
      : { json: videoPostJson }

function watch(answerer: Answerer, random?: () => number) {
  const service = fakeService(answerer, random === undefined ? {} : { random })
  const watcher = service.connection.watch(member)
  const seen: CloudObservation[] = []
  watcher.observe((observation) => seen.push(observation))
  /** When the stream key was asked for, in milliseconds since the start. */
  const askedAt = () => service.asked.filter(isKey).map(({ atMs }) => atMs - 1_000)
  return { ...service, watcher, seen, askedAt }
}

/** Answers that the test gives when it wants to. */
function held() {
  const waiting: { readonly asked: Asked; readonly give: (answer: Answer | Error) => void }[] = []
  const answerer: Answerer = (asked) => new Promise((resolve) => waiting.push({ asked, give: resolve }))
  const giveAll = (make: (asked: Asked) => Answer | Error) => {
    for (const { asked, give } of waiting.splice(0)) give(make(asked))
  }
  return { answerer, giveAll, waiting }
}
const goodNow = (asked: Asked) => good(asked) as Answer

describe('pace', () => {
  it('asks at once and then every 5 s at rest', async () => {
    const { time, askedAt, watcher, seen } = watch(good)
    expect(watcher.current()).toMatchObject({ streamKey: null, answeredAtMonotonicMs: null, failure: null })
    await time.advance(15_000)
    expect(askedAt()).toEqual([0, 5_000, 10_000, 15_000])
    expect(seen.at(-1)).toMatchObject({ streamKey: { streamKeyState: 'ACTIVE' }, room: null, answeredAtMonotonicMs: 16_000, failure: null })
  })

  it('asks at once, closely, then every second while something should change; and rests again', async () => {
    const { time, askedAt, watcher } = watch(good)
    await time.advance(1_100)
    watcher.setPace('quick')
    await time.advance(6_000)
    expect(askedAt()).toEqual([0, 1_100, 1_500, 1_900, 2_300, 2_700, 3_100, 3_500, 3_900, 4_300, 5_300, 6_300])
    watcher.setPace('quick')
    watcher.setPace('rest')
    await time.advance(6_000)
    expect(askedAt().slice(12)).toEqual([11_300])
  })

  it('looks closely again after each change', async () => {
    let state = 'INACTIVE'
    const { time, askedAt, watcher } = watch((asked) => (isKey(asked) ? { json: { ...streamKeyJson, streamKeyState: state } } : good(asked)))
    watcher.setPace('quick')
    await time.advance(4_000)
    state = 'ACTIVE_PREP'
    await time.advance(1_000)
    const changed = askedAt().length
    await time.advance(800)
    expect(askedAt().length - changed).toBe(2)
  })

  it('keeps its pace although answers are slow, one question at a time', async () => {
    let open = 0
    let most = 0
    const { time, watcher, askedAt } = watch(async (asked) => {
      open += 1
      most = Math.max(most, open)
      await new Promise<void>((resolve) => later(700, resolve))
      open -= 1
      return goodNow(asked)
    })
    const later = (ms: number, run: () => void) => time.after(ms, run)
    watcher.setPace('quick')
    await time.advance(8_000)
    expect(most).toBe(1)
    expect(
      askedAt()
        .slice(-3)
        .map((at, index, all) => (index === 0 ? 0 : at - (all[index - 1] ?? 0))),
    ).toEqual([0, 1_000, 1_000])
  })

  it('backs off to 10 s while the service fails, keeps what it knew, and recovers', async () => {
    let broken = false
    const { time, watcher, askedAt, seen } = watch((asked) => (broken ? networkError('ECONNREFUSED') : good(asked)))
    watcher.follow(roomA)
    watcher.setPace('quick')
    await time.advance(50)
    broken = true
    const before = askedAt().length
    await time.advance(45_000)
    const gaps = askedAt()
      .slice(before)
      .map((at, index, all) => (index === 0 ? 0 : at - (all[index - 1] ?? 0)))
    expect(gaps).toEqual([0, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
    expect(seen.at(-1)).toMatchObject({ room: { id: '900' }, answeredAtMonotonicMs: 1_000, failure: { code: 'cloud-unreachable' } })
    broken = false
    await time.advance(10_000)
    expect(seen.at(-1)).toMatchObject({ failure: null })
    const recovered = askedAt().length
    await time.advance(2_000)
    expect(askedAt().length - recovered).toBe(2)
  })

  it('never backs off beyond 10 s, whatever the jitter, and waits longer only when told to', async () => {
    const limited = watch(
      () => ({ status: 429, headers: { 'retry-after': '25' } }),
      () => 0.99,
    )
    await limited.time.advance(26_000)
    expect(limited.askedAt()).toEqual([0, 25_000])
    const failing = watch(
      () => ({ status: 500 }),
      () => 0.99,
    )
    await failing.time.advance(60_000)
    const last = failing.askedAt().slice(-2)
    expect((last[1] ?? 0) - (last[0] ?? 0)).toBe(10_000)
  })

  it('counts a question that nobody answers as failed after 5 s', async () => {
    const { time, seen } = watch(() => 'never')
    await time.advance(5_000)
    expect(seen).toMatchObject([{ failure: { code: 'cloud-timeout' } }])
  })
})

describe('freshness', () => {
  it('publishes key and room only together', async () => {
    const { answerer, waiting } = held()
    const { time, watcher, seen } = watch(answerer)
    watcher.follow(roomA)
    seen.length = 0
    await time.advance(10)
    const [key, room] = waiting
    key?.give({ json: streamKeyJson })
    await time.advance(10)
    expect(seen).toEqual([])
    room?.give({ json: roomJson })
    await time.advance(10)
    expect(seen).toMatchObject([{ streamKey: { id: '41' }, room: { id: '900' }, answeredAtMonotonicMs: 1_020 }])
  })

  it('answers a refresh only from a question that came after it, and drops the older poll', async () => {
    const { answerer, giveAll } = held()
    const { time, watcher, seen, askedAt } = watch(answerer)
    await time.advance(10)
    const refreshed = watcher.refresh()
    giveAll(() => ({ json: { ...streamKeyJson, streamKeyState: 'INACTIVE' } }))
    await time.advance(10)
    expect([seen, askedAt()]).toEqual([[], [0, 10]])
    giveAll(() => ({ json: { ...streamKeyJson, streamKeyState: 'ACTIVE_LIVE' } }))
    expect(await refreshed).toMatchObject({ streamKey: { streamKeyState: 'ACTIVE_LIVE' } })
    expect(seen).toHaveLength(1)
  })

  it('does not wait for an older poll that hangs', async () => {
    const { answerer, giveAll, waiting } = held()
    const { time, watcher, askedAt } = watch(answerer)
    await time.advance(10)
    waiting.length = 0
    const refreshed = watcher.refresh()
    await time.advance(260)
    expect(askedAt()).toEqual([0, 260])
    giveAll(goodNow)
    expect(await refreshed).toMatchObject({ failure: null, answeredAtMonotonicMs: 1_270 })
  })

  it('makes one question of an action’s calls, and one of several refreshes', async () => {
    const { answerer, giveAll } = held()
    const { time, watcher, askedAt } = watch(answerer)
    await time.advance(0)
    giveAll(goodNow)
    await time.advance(100)
    watcher.setPace('quick')
    const first = watcher.refresh()
    await time.advance(20)
    expect(askedAt()).toEqual([0, 100])
    const second = watcher.refresh()
    const third = watcher.refresh()
    giveAll(goodNow)
    const answeredFirst = await first
    await time.advance(0)
    giveAll(goodNow)
    expect(await second).toBe(await third)
    expect(answeredFirst).not.toBe(await second)
    expect(askedAt()).toEqual([0, 100, 120])
  })

  it('answers a refresh with the failure when the service fails', async () => {
    const { watcher, time } = watch(() => networkError('ENOTFOUND'))
    await time.advance(10)
    const refreshed = watcher.refresh()
    await time.advance(10)
    expect(await refreshed).toMatchObject({ streamKey: null, failure: { code: 'cloud-unreachable', detail: 'ENOTFOUND' } })
  })

  it('answers a refresh that was under way for another room with the room that is followed now', async () => {
    const { answerer, giveAll } = held()
    const { time, watcher } = watch(answerer)
    watcher.follow(roomA)
    const refreshed = watcher.refresh()
    await time.advance(10)
    watcher.follow(roomB)
    giveAll(goodNow)
    await time.advance(10)
    giveAll(goodNow)
    expect(await refreshed).toMatchObject({ room: { id: '901' } })
  })

  it('never shows the room that was followed before', async () => {
    const { answerer, giveAll } = held()
    const { time, watcher, seen } = watch(answerer)
    watcher.follow(roomA)
    await time.advance(0)
    giveAll(goodNow)
    await time.advance(5_000)
    watcher.follow(roomB)
    expect(watcher.current()).toMatchObject({ streamKey: { id: '41' }, room: null, answeredAtMonotonicMs: null })
    giveAll(goodNow)
    await time.advance(10)
    giveAll(goodNow)
    await time.advance(10)
    expect(seen.map(({ room }) => room?.id ?? null)).toEqual([null, '900', null, '901'])
    watcher.follow(null)
    expect(watcher.current()).toMatchObject({ room: null, answeredAtMonotonicMs: 6_010 })
  })
})

describe('what it follows', () => {
  it('takes a room that is gone for an answer', async () => {
    const { time, watcher, seen, askedAt } = watch((asked) =>
      roomOf(asked) === undefined ? good(asked) : { status: 404, json: { errorCode: 'VIDEO_ROOM_NOT_FOUND' } },
    )
    watcher.follow(roomA)
    await time.advance(5_000)
    expect(seen.at(-1)).toMatchObject({ streamKey: { id: '41' }, room: null, answeredAtMonotonicMs: 6_000, failure: { code: 'room-not-found' } })
    expect(askedAt()).toEqual([0, 5_000])
  })

  it('follows the video post of an ended room until it is ready, then leaves it alone', async () => {
    const states = ['not-found', 'QUEUED', 'PROCESSING', 'PROCESSED']
    const { time, watcher, seen, asked } = watch((question) => {
      if (isKey(question)) return { json: streamKeyJson }
      if (roomOf(question) !== undefined) return { json: { ...roomJson, videoRoomState: 'ENDED', vodState: 'ARCHIVING', videoPost: { id: 5000 } } }
      const state = states.shift() ?? 'ASKED_TOO_OFTEN'
      return state === 'not-found'
        ? { status: 404, json: { errorCode: 'VIDEO_POST_NOT_FOUND' } }
        : { json: { ...videoPostJson, videoPostState: state } }
    })
    watcher.follow(roomA)
    await time.advance(40_000)
    const posts = seen.slice(1).map(({ videoPost, failure }) => [videoPost?.videoPostState ?? null, failure])
    expect(posts.slice(0, 5)).toEqual([
      [null, null],
      ['QUEUED', null],
      ['PROCESSING', null],
      ['PROCESSED', null],
      ['PROCESSED', null],
    ])
    expect(asked.filter(({ path }) => path.includes('video-posts'))).toHaveLength(4)
  })

  it('goes on although a listener throws', async () => {
    const { time, watcher, seen } = watch(good)
    watcher.observe(() => {
      throw new Error('a bug elsewhere')
    })
    await time.advance(5_000)
    expect(seen).toHaveLength(2)
  })

  it('stops: nothing is asked, told or waited for any more', async () => {
    const { answerer, giveAll } = held()
    const { time, watcher, seen, asked } = watch(answerer)
    const refreshed = watcher.refresh()
    await time.advance(10)
    watcher[Symbol.dispose]()
    expect(await refreshed).toBe(watcher.current())
    giveAll(goodNow)
    await time.advance(60_000)
    expect(await watcher.refresh()).toBe(watcher.current())
    expect([asked.length, seen, time.pending()]).toEqual([1, [], 0])
  })
})
