import { describe, expect, it } from 'vitest'
import { createFeedQueue, type FeedQueue } from '../../../electron/pipeline/relay/feed-queue.ts'

const limits = { skipVideoOverMs: 2500, soundFirstOverMs: 1000, mostBytes: 1_000_000, mostSoundMs: 15_000 }
const tag = (size = 100) => new Uint8Array(size)

/** Ten pictures and ten sounds a second, a keyframe every `gopMs`. */
const fill = (queue: FeedQueue, fromMs: number, untilMs: number, gopMs = 1000) => {
  for (let ms = fromMs; ms < untilMs; ms += 100) {
    queue.push(ms % gopMs === 0 ? 'keyframe' : 'frame', ms, tag())
    queue.push('sound', ms + 50, tag(10))
  }
}

const drain = (queue: FeedQueue) => {
  const taken: string[] = []
  for (let piece = queue.take(1000); piece !== null; piece = queue.take(1000)) taken.push(`${piece.role}@${piece.ends}`)
  return taken
}

describe('the queue before a sender', () => {
  it('lets everything through in order while it is short', () => {
    const queue = createFeedQueue(limits)
    fill(queue, 0, 2400)
    expect(queue.size()).toMatchObject({ tags: 48, bytes: 24 * 110, oldestMs: 0, soundBehindMs: 2300 })
    expect(drain(queue).slice(0, 3)).toEqual(['keyframe@0', 'sound@50', 'frame@100'])
    expect(queue.droppedFrames()).toBe(0)
  })

  it('skips pictures to the newest keyframe when they wait too long, and keeps every sound', () => {
    const queue = createFeedQueue(limits)
    fill(queue, 0, 2600)
    const left = drain(queue)
    expect(left.filter((piece) => !piece.startsWith('sound'))[0]).toBe('keyframe@2000')
    expect(left.filter((piece) => piece.startsWith('sound'))).toHaveLength(26)
    expect(queue.droppedFrames()).toBe(20)
  })

  it('waits for the next keyframe where the queue holds none to skip to', () => {
    const queue = createFeedQueue(limits)
    fill(queue, 0, 4000, 10_000)
    fill(queue, 10_000, 10_300, 10_000)
    expect(drain(queue).filter((piece) => !piece.startsWith('sound'))).toEqual(['keyframe@10000', 'frame@10100', 'frame@10200'])
    expect(queue.droppedFrames()).toBe(40)
  })

  it('lets sound that waits too long go first where it may, and pictures keep their order', () => {
    const queue = createFeedQueue(limits)
    queue.push('audio-config', 0, tag(5))
    fill(queue, 0, 1400)
    const first = Array.from({ length: 7 }, () => queue.take(1000, true)).map((piece) => `${piece?.role}@${piece?.ends}`)
    // until the oldest sound waits no longer than a second
    expect(first).toEqual(['audio-config@0', 'sound@50', 'sound@150', 'sound@250', 'keyframe@0', 'frame@100', 'frame@200'])
    expect(queue.size().oldestMs).toBe(300)
  })

  it('keeps the sound within a second where only sound fits through', () => {
    const queue = createFeedQueue(limits)
    const sounds: number[] = []
    for (let ms = 0; ms < 20_000; ms += 100) {
      fill(queue, ms, ms + 100)
      // two pieces of ten bytes each: one picture takes as long as five sounds
      for (let i = 0; i < 2; i++) {
        const piece = queue.take(10, true)
        if (piece?.role === 'sound') sounds.push(ms - (piece.ends ?? 0))
      }
    }
    expect(sounds.length).toBeGreaterThan(180)
    expect(Math.max(...sounds)).toBeLessThan(2000)
  })

  it('finishes a tag that was begun', () => {
    const queue = createFeedQueue(limits)
    queue.push('keyframe', 0, Uint8Array.of(1, 2, 3, 4))
    expect(queue.take(3)).toMatchObject({ ends: null, bytes: Uint8Array.of(1, 2, 3) })
    fill(queue, 1000, 5000)
    expect(queue.take(100)).toEqual({ ends: 0, role: 'keyframe', bytes: Uint8Array.of(4) })
  })

  it('keeps configurations whatever it drops', () => {
    const queue = createFeedQueue(limits)
    fill(queue, 0, 1500)
    queue.push('video-config', 1500, tag())
    fill(queue, 2000, 4800)
    expect(drain(queue)).toContain('video-config@1500')
  })

  it('never grows beyond its bounds, however long nobody takes anything', () => {
    const queue = createFeedQueue({ ...limits, mostBytes: 20_000 })
    for (let ms = 0; ms < 600_000; ms += 1000) {
      fill(queue, ms, ms + 1000)
      expect(queue.size().bytes).toBeLessThanOrEqual(20_000)
      expect(queue.size().soundBehindMs).toBeLessThanOrEqual(15_000)
    }
    expect(queue.droppedFrames()).toBeGreaterThan(5900)
  })
})
