import { describe, expect, it } from 'vitest'
import { createSplicer, type ProgramTag, type Strand } from '../../../electron/pipeline/relay/splice.ts'
import { head, picture, seeded, sound } from './make-flv.ts'

/** What one encoder writes of the bus: everything 21 ms later than it is, because sound begins one frame before the first sample. */
type Encoder = {
  /** The tick of its first picture, and the frame of sound of the bus that its own sound begins with. */
  readonly tick: number
  /** What it takes from tick to tag. */
  readonly latencyMs: number
  /** Before this nothing comes out; then all that was waiting, at once. */
  readonly startsAtMs: number
  readonly untilMs: number
  readonly fps?: 30 | 60
  readonly keyframesAt?: readonly number[]
  /** It grabs by itself, or the bus is late: what it shows for a moment, in ms since the bus began. Such pictures carry that. */
  readonly shows?: { readonly composed: boolean; readonly behindMs: number; readonly at: (sinceBusMs: number) => number }
}

type Arrival = { readonly atMs: number; readonly strand: Strand; readonly tag: ReturnType<typeof picture> }

const busStartMs = 5000
const frameMs = 1024 / 48
const tickMs = 1000 / 60

/** Pictures carry the tick that they show, sounds the frame of the mix that they hold, in the place of their content. */
const named = (tag: ReturnType<typeof picture>, name: number) => ({ ...tag, body: Uint8Array.of(...tag.body, name >> 8, name & 255) })
const nameOf = ({ tag }: ProgramTag) => (tag.body.at(-2) ?? 0) * 256 + (tag.body.at(-1) ?? 0)

const arrivalsOf = (strand: Strand, encoder: Encoder): readonly Arrival[] => {
  const { tick, latencyMs, startsAtMs, untilMs, fps = 30, keyframesAt = [0, 500, 1500, 2500, 3500], shows } = encoder
  const pictureAtMs = busStartMs + tick * tickMs
  const firstSound = Math.floor((tick * tickMs) / frameMs)
  const soundAtMs = busStartMs + firstSound * frameMs
  strand.beginAt({ pictureAtMs, soundAtMs, composed: shows?.composed ?? true, behindMs: () => shows?.behindMs ?? 0 })
  const arrivals: Arrival[] = []
  const add = (airMs: number, tag: ReturnType<typeof picture>) => arrivals.push({ atMs: Math.max(startsAtMs, airMs + latencyMs), strand, tag })
  const ticksEach = 60 / fps
  for (let n = 0; pictureAtMs + (n * 1000) / fps < untilMs; n++) {
    const ownMs = (n * 1000) / fps
    const isKey = keyframesAt.some((at) => ownMs >= at && ownMs < at + 1000 / fps - 0.001)
    const name = shows === undefined ? tick + n * ticksEach : Math.round(shows.at(pictureAtMs + ownMs - busStartMs))
    add(pictureAtMs + ownMs, named(picture(Math.round(ownMs) + 21, isKey), name))
  }
  for (let n = 0; soundAtMs + n * frameMs < untilMs; n++) add(soundAtMs + n * frameMs, named(sound(Math.round(n * frameMs) + 21), firstSound + n))
  // AAC begins with a frame that holds nothing.
  add(soundAtMs, sound(0))
  return arrivals.sort((a, b) => a.tag.timestampMs - b.tag.timestampMs)
}

const play = (arrivals: readonly Arrival[], strands: readonly Strand[]) => {
  const program: ProgramTag[] = []
  const give = (strand: Strand, tags: readonly ReturnType<typeof picture>[], nowMs: number) => {
    for (const tag of tags) {
      const taken = strand.take(tag, nowMs)
      if (!taken.ok) throw new Error(taken.failure.detail)
      program.push(...taken.value)
    }
  }
  for (const strand of strands) give(strand, head(), 0)
  for (const { strand, tag, atMs } of [...arrivals].sort((a, b) => a.atMs - b.atMs)) give(strand, [tag], atMs)
  return program
}

const pictures = (program: readonly ProgramTag[]) => program.filter(({ role }) => role === 'frame' || role === 'keyframe')
const sounds = (program: readonly ProgramTag[]) => program.filter(({ role }) => role === 'sound')
const steps = (values: readonly number[]) => values.slice(1).map((value, index) => value - (values[index] ?? 0))
const times = (tags: readonly ProgramTag[]) => tags.map(({ tag }) => tag.timestampMs)

describe('the cut from one encoder of the bus to the next', () => {
  it('repeats and leaves out no picture and no sound, however late each of them is', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = seeded(seed)
      const splicer = createSplicer()
      const [old, next] = [splicer.addStrand(), splicer.addStrand()]
      const tick = 60 + 2 * Math.floor(random() * 100)
      const beginsMs = busStartMs + tick * tickMs
      // The newcomer takes up to 0.4 s to start, and each has a latency of its own.
      const first: Encoder = { tick: 0, latencyMs: 10 + random() * 150, startsAtMs: busStartMs + 200, untilMs: beginsMs + 700 }
      const second: Encoder = { tick, latencyMs: 10 + random() * 150, startsAtMs: beginsMs + 150 + random() * 250, untilMs: beginsMs + 3000 }
      const program = play([...arrivalsOf(old, first), ...arrivalsOf(next, second)], [old, next])
      const seen = {
        position: next.position(),
        from: pictures(program).slice(0, 1).map(nameOf),
        pictures: [...new Set(steps(pictures(program).map(nameOf)))],
        sounds: [...new Set(steps(sounds(program).map(nameOf)))],
        pictureSteps: [...new Set(steps(times(pictures(program))))].every((step) => step === 33 || step === 34),
        soundSteps: [...new Set(steps(times(sounds(program))))].every((step) => step === 21 || step === 22),
      }
      expect(seen, `seed ${seed}`).toEqual({ position: 'current', from: [0], pictures: [2], sounds: [1], pictureSteps: true, soundSteps: true })
    }
  })

  it('leaves out no sound where the newcomer has none before its first keyframe', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = seeded(seed)
      const splicer = createSplicer()
      const [old, next] = [splicer.addStrand(), splicer.addStrand()]
      const tick = 60 + 2 * Math.floor(random() * 100)
      const beginsMs = busStartMs + tick * tickMs
      // The old one is later than the newcomer takes to start.
      const late: Encoder = { tick: 0, latencyMs: 350 + random() * 300, startsAtMs: busStartMs, untilMs: beginsMs + 900 }
      const quick: Encoder = { tick, latencyMs: 20, startsAtMs: beginsMs + 100, untilMs: beginsMs + 3000 }
      const program = play([...arrivalsOf(old, late), ...arrivalsOf(next, quick)], [old, next])
      const seen = [new Set(steps(pictures(program).map(nameOf))), new Set(steps(sounds(program).map(nameOf)))]
      expect(seen, `seed ${seed}`).toEqual([new Set([2]), new Set([1])])
    }
  })

  it('goes on at the right picture where the rate changes', () => {
    for (const [before, after] of [
      [30, 60],
      [60, 30],
    ] as const) {
      const splicer = createSplicer()
      const [old, next] = [splicer.addStrand(), splicer.addStrand()]
      const program = play(
        [
          ...arrivalsOf(old, { tick: 0, latencyMs: 40, startsAtMs: busStartMs, untilMs: busStartMs + 3000, fps: before }),
          ...arrivalsOf(next, { tick: 90, latencyMs: 60, startsAtMs: busStartMs + 1800, untilMs: busStartMs + 4000, fps: after }),
        ],
        [old, next],
      )
      expect(new Set(steps(pictures(program).map(nameOf)))).toEqual(new Set([60 / before, 60 / after]))
      expect(new Set(steps(sounds(program).map(nameOf)))).toEqual(new Set([1]))
    }
  })

  it('shows nothing older after the cut where an encoder grabs for itself, however late the bus is', () => {
    for (let seed = 1; seed <= 120; seed++) {
      const random = seeded(seed)
      const splicer = createSplicer()
      const [old, next] = [splicer.addStrand(), splicer.addStrand()]
      const behindMs = random() * 100
      const grabs = { composed: false, behindMs: 0, at: (sinceBusMs: number) => 1000 + sinceBusMs + (random() - 0.5) * 33 }
      const isLate = { composed: true, behindMs, at: (sinceBusMs: number) => 1000 + sinceBusMs - behindMs + (random() - 0.5) * 33 }
      const tick = 60 + Math.floor(random() * 100)
      const beginsMs = busStartMs + tick * tickMs
      const [before, after] = seed % 3 === 0 ? [grabs, grabs] : seed % 3 === 1 ? [grabs, isLate] : [isLate, grabs]
      const first: Encoder = { tick: 0, latencyMs: 10 + random() * 80, startsAtMs: busStartMs + 200, untilMs: beginsMs + 900, shows: before }
      const second: Encoder = { tick, latencyMs: 10 + random() * 80, startsAtMs: beginsMs + 250, untilMs: beginsMs + 3000, shows: after }
      const program = play([...arrivalsOf(old, first), ...arrivalsOf(next, second)], [old, next])
      const seen = pictures(program)
      expect(next.position(), `seed ${seed}`).toBe('current')
      const cut = steps(times(seen)).findIndex((step) => step > 34)
      expect(steps(seen.map(nameOf))[cut], `seed ${seed}`).toBeGreaterThanOrEqual(0)
      expect(Math.max(...steps(times(seen))), `seed ${seed}`).toBeLessThanOrEqual(50 + 34 + behindMs)
      expect(new Set(steps(sounds(program).map(nameOf))), `seed ${seed}`).toEqual(new Set([1]))
    }
  })

  it('waits for the next keyframe of a newcomer that is too late for the first, and not for ever', () => {
    const lateBy = (latencyMs: number) => {
      const splicer = createSplicer()
      const [old, next] = [splicer.addStrand(), splicer.addStrand()]
      const slow = arrivalsOf(next, { tick: 60, latencyMs, startsAtMs: busStartMs + 1300, untilMs: busStartMs + 6900 })
      const program = play([...arrivalsOf(old, { tick: 0, latencyMs: 30, startsAtMs: busStartMs, untilMs: busStartMs + 7000 }), ...slow], [old, next])
      return {
        position: next.position(),
        still: Math.max(...steps(times(pictures(program)))),
        back: Math.min(...steps(pictures(program).map(nameOf))),
      }
    }
    expect(lateBy(150)).toEqual({ position: 'current', still: 34, back: 2 })
    // It never catches up: what was seen is seen again, but the program goes on.
    const hopeless = lateBy(900)
    expect(hopeless.position).toBe('current')
    expect(hopeless.still).toBeLessThan(100)
    expect(hopeless.back).toBeLessThan(0)
  })

  it('gives the program what was held back as soon as the newcomer has gone', () => {
    const splicer = createSplicer()
    const [old, next] = [splicer.addStrand(), splicer.addStrand()]
    const before = arrivalsOf(old, { tick: 0, latencyMs: 20, startsAtMs: busStartMs, untilMs: busStartMs + 1400 })
    const begun = arrivalsOf(next, { tick: 60, latencyMs: 60, startsAtMs: busStartMs + 1200, untilMs: busStartMs + 1350 })
    const program = play([...before, ...begun], [old, next])
    const held = next.end(busStartMs + 1430)
    expect(held.length).toBeGreaterThan(0)
    expect(new Set(steps(pictures([...program, ...held]).map(nameOf)))).toEqual(new Set([2]))
    expect(old.position()).toBe('current')
  })

  it('takes over at the first keyframe where the old one has ended, and where it is silent', () => {
    for (const ends of [true, false]) {
      const splicer = createSplicer()
      const [old, next] = [splicer.addStrand(), splicer.addStrand()]
      play(arrivalsOf(old, { tick: 0, latencyMs: 20, startsAtMs: busStartMs, untilMs: busStartMs + 1000 }), [old, next])
      if (ends) old.end(busStartMs + 1030)
      const startsAtMs = busStartMs + (ends ? 1250 : 2100)
      const program = play(arrivalsOf(next, { tick: 66, latencyMs: 20, startsAtMs, untilMs: busStartMs + 2200 }), [next])
      expect(program.find(({ role }) => role === 'keyframe')?.tag.timestampMs).toBe(1100)
    }
  })
})
