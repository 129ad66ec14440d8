import { describe, expect, it } from 'vitest'
import type { Clock } from '../../../electron/clock.ts'
import type { FeedSink } from '../../../electron/pipeline/relay/feed.ts'
import type { FlvTag } from '../../../electron/pipeline/relay/flv-tag.ts'
import { createFlvReader } from '../../../electron/pipeline/relay/read-flv.ts'
import { createRelay } from '../../../electron/pipeline/relay/relay.ts'
import { bytesOf, head, media, picture, sound } from './make-flv.ts'

const handClock = () => {
  let nowMs = 0
  const clock: Clock = { wallMs: () => nowMs, monotonicMs: () => nowMs }
  const set = (ms: number) => {
    nowMs = ms
  }
  return { clock, set }
}

/** A consumer that takes what it is given at once, or only when told. */
const consumer = (greedy: boolean) => {
  const reader = createFlvReader()
  const tags: FlvTag[] = []
  const waiting: (() => void)[] = []
  let pendingBytes = 0
  const sink: FeedSink = {
    write: (bytes, taken) => {
      const read = reader.read(bytes)
      if (!read.ok) throw new Error(read.failure.detail)
      tags.push(...read.value)
      if (greedy) return taken()
      pendingBytes += bytes.length
      waiting.push(() => {
        pendingBytes -= bytes.length
        taken()
      })
    },
  }
  const takeAll = () => {
    for (const taken of waiting.splice(0)) taken()
  }
  return { sink, tags, pendingBytes: () => pendingBytes, takeAll }
}

const kinds = (tags: readonly FlvTag[]) => tags.map((tag) => `${tag.kind}@${tag.timestampMs}`)

const play = (relay: ReturnType<typeof createRelay>, time: ReturnType<typeof handClock>, tags: readonly FlvTag[], fromMs = 0) => {
  const encoder = relay.attachEncoder()
  encoder.write(bytesOf(head()))
  for (const tag of tags) {
    time.set(fromMs + tag.timestampMs)
    expect(encoder.write(bytesOf([tag], false))).toBeNull()
  }
  return encoder
}

describe('the relay', () => {
  it('starts a consumer that comes later with the current picture group, at zero', () => {
    const time = handClock()
    const relay = createRelay(time)
    const encoder = play(relay, time, media(0, 1500))
    const late = consumer(true)
    relay.attachFeed(late.sink)
    expect(kinds(late.tags).slice(0, 5)).toEqual(['script@0', 'video@0', 'audio@0', 'video@0', 'audio@18'])
    expect(late.tags.filter((tag) => tag.kind === 'script')).toHaveLength(1)
    time.set(1520)
    encoder.write(bytesOf([picture(1518, false), sound(1520)], false))
    // the group's keyframe lies at 990
    expect(kinds(late.tags).slice(-2)).toEqual(['video@528', 'audio@530'])
  })

  it('lets a consumer without a picture group wait for the first keyframe', () => {
    const time = handClock()
    const relay = createRelay(time)
    const early = consumer(true)
    const feed = relay.attachFeed(early.sink)
    expect(feed.stats()).toMatchObject({ newestMs: null, firstFedAtMs: null, queueMs: 0 })
    play(relay, time, [picture(40, false), picture(80, true), picture(120, false)])
    expect(kinds(early.tags)).toEqual(['script@0', 'video@0', 'audio@0', 'video@0', 'video@40'])
    expect(feed.stats()).toMatchObject({ frames: 2, newestMs: 40, fedMs: 40, firstFedAtMs: 80, lastFedAtMs: 120 })
  })

  it('hands a slow consumer little, keeps the rest short, and spares the others', () => {
    const time = handClock()
    const relay = createRelay(time)
    const [slow, quick] = [consumer(false), consumer(true)]
    const feed = relay.attachFeed(slow.sink)
    relay.attachFeed(quick.sink)
    play(
      relay,
      time,
      media(0, 60_000).map((tag) =>
        tag.kind === 'video' ? { ...tag, body: Uint8Array.of(...tag.body.subarray(0, 9), ...new Uint8Array(8000)) } : tag,
      ),
    )
    expect(slow.pendingBytes()).toBeLessThanOrEqual(128 * 1024)
    expect(feed.stats().queuedBytes).toBeLessThan(4_000_000)
    expect(feed.stats().droppedFrames).toBeGreaterThan(1500)
    expect(feed.stats().queueMs).toBeGreaterThan(10_000)
    expect(quick.tags.filter((tag) => tag.kind === 'video')).toHaveLength(Math.ceil(60_000 / 33) + 1)
    for (let i = 0; i < 10_000 && slow.pendingBytes() > 0; i++) slow.takeAll()
    expect(feed.stats()).toMatchObject({ queuedBytes: 0, queueMs: 0, soundBehindMs: 0 })
    const pictures = slow.tags.filter((tag) => tag.kind === 'video').map((tag) => tag.timestampMs)
    expect(pictures.every((ms, index) => index < 2 || ms > (pictures[index - 1] ?? 0))).toBe(true)
  })

  it('keeps what a reporting consumer has not passed on in its queue, and gives one that waits a tag', () => {
    const time = handClock()
    const relay = createRelay(time)
    const viewer = consumer(true)
    const feed = relay.attachFeed(viewer.sink, { programKbps: () => 128 })
    const encoder = play(relay, time, media(0, 1000))
    feed.passedOn(feed.stats().bytes)
    expect(feed.stats().queuedBytes).toBe(0)
    const more = media(1033, 6000).map((tag) => (tag.kind === 'audio' ? { ...tag, body: Uint8Array.of(...tag.body, ...new Uint8Array(500)) } : tag))
    for (const tag of more) {
      time.set(tag.timestampMs)
      encoder.write(bytesOf([tag], false))
    }
    const { bytes, queueMs, tags } = feed.stats()
    expect(queueMs).toBeGreaterThan(1000)
    feed.nudge()
    expect(feed.stats().tags).toBe(tags + 1)
    feed.nudge()
    expect(feed.stats().tags).toBe(tags + 1)
    feed.passedOn(bytes)
    expect(feed.stats().queueMs).toBeLessThan(queueMs)
  })

  it('carries one stream over a swap, without a second head', async () => {
    const time = handClock()
    const relay = createRelay(time)
    const viewer = consumer(true)
    relay.attachFeed(viewer.sink)
    const old = play(relay, time, media(0, 1000))
    const next = relay.attachEncoder()
    time.set(1010)
    next.write(bytesOf([...head(), picture(500, true), sound(510)]))
    old.write(bytesOf([picture(1020, true)], false))
    await next.tookOver
    expect([old.stats().position, next.stats().position]).toEqual(['superseded', 'current'])
    expect(relay.stats()).toMatchObject({ takeovers: 2, frames: 32 })
    expect(kinds(viewer.tags).slice(-2)).toEqual(['video@1010', 'audio@1020'])
    expect(viewer.tags.filter((tag) => tag.kind === 'script')).toHaveLength(1)
  })

  it('refuses nonsense of one encoder and goes on with the next', () => {
    const time = handClock()
    const relay = createRelay(time)
    const broken = relay.attachEncoder()
    expect(broken.write(new TextEncoder().encode('something else entirely'))).toMatchObject({ code: 'encoder-failed' })
    play(relay, time, media(0, 100))
    expect(relay.stats().frames).toBe(4)
  })

  it('gives nothing to a consumer that left', () => {
    const time = handClock()
    const relay = createRelay(time)
    const viewer = consumer(true)
    const feed = relay.attachFeed(viewer.sink)
    const encoder = play(relay, time, media(0, 100))
    const before = viewer.tags.length
    feed.detach()
    encoder.write(bytesOf([picture(133, true)], false))
    expect(viewer.tags).toHaveLength(before)
  })
})
