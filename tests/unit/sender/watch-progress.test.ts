import { describe, expect, it } from 'vitest'
import type { FfmpegProgress } from '../../../electron/pipeline/ffmpeg/read-progress.ts'
import { createProgressWatch, type FeedWitness } from '../../../electron/pipeline/sender/watch-progress.ts'

const progress = (outTimeMs: number | null, end = false): FfmpegProgress => ({
  ...{ frame: null, fps: null, dropFrames: null, speed: null, end },
  outTimeMs,
  totalBytes: outTimeMs === null ? null : outTimeMs * 300,
})

/** A sender's life from 0 in steps of 100 ms: the encoder gives media until `mediaUntilMs`, ffmpeg reports every 500 ms while `leaves`. */
const live = (options: {
  readonly untilMs: number
  readonly media?: (ms: number) => boolean
  readonly leaves?: (ms: number) => boolean
  readonly soundBehindMs?: (ms: number) => number
}) => {
  const { media = () => true, leaves = () => true } = options
  const watch = createProgressWatch(0)
  const events: string[] = []
  let phase = watch.phase()
  let newestMs = 0
  let leftMs = 0
  for (let ms = 0; ms <= options.untilMs; ms += 100) {
    if (media(ms)) newestMs = ms
    if (leaves(ms) && media(ms)) leftMs = newestMs
    if (ms % 500 === 0 && leaves(ms) && ms > 0 && media(ms)) watch.report(ms, progress(leftMs))
    const feed: FeedWitness = { firstFedAtMs: newestMs > 0 || media(0) ? 0 : null, newestMs, soundBehindMs: options.soundBehindMs?.(ms) ?? 0 }
    const verdict = watch.tick(ms, feed)
    if (watch.phase() !== phase) {
      phase = watch.phase()
      events.push(`${phase}@${ms}`)
    }
    if (verdict.do === 'probe') events.push(`probe@${ms}`)
    if (verdict.do === 'give-up') return { events: [...events, `${verdict.failure.code}@${ms}`], watch }
  }
  return { events, watch }
}

describe('watching one attempt to publish', () => {
  it('is publishing once media left, and stays quiet while all is well', () => {
    expect(live({ untilMs: 60_000 }).events).toEqual(['publishing@500'])
  })

  it('does not take a first packet for publishing: the server may still refuse', () => {
    const watch = createProgressWatch(0)
    watch.report(20, progress(33))
    expect(watch.phase()).toBe('connecting')
    watch.report(520, progress(500))
    expect([watch.phase(), watch.publishingSinceMs()]).toEqual(['publishing', 520])
  })

  it('gives up a server that never answers', () => {
    expect(live({ untilMs: 20_000, leaves: () => false }).events).toEqual(['ingest-timeout@8000'])
  })

  it('gives up where there is nothing to send', () => {
    expect(live({ untilMs: 20_000, media: () => false, leaves: () => false }).events).toEqual(['encoder-stalled@10000'])
  })

  it('says that nothing leaves after 2 s, asks at 3 s, and waits 9 s while nobody answers', () => {
    const { events } = live({ untilMs: 30_000, leaves: (ms) => ms <= 5000 })
    expect(events.slice(0, 3)).toEqual(['publishing@500', 'stalled@7000', 'probe@8000'])
    expect(events.at(-1)).toBe('ingest-timeout@14000')
  })

  it('asks again while it waits, and gives up at once when somebody answers', () => {
    const watch = createProgressWatch(0)
    watch.report(500, progress(500))
    const tick = (ms: number) => watch.tick(ms, { firstFedAtMs: 0, newestMs: ms, soundBehindMs: 0 })
    for (let ms = 500; ms < 3500; ms += 100) expect(tick(ms).do).toBe('nothing')
    expect(tick(3500).do).toBe('probe')
    for (let ms = 3600; ms < 4700; ms += 100) expect(tick(ms).do).toBe('nothing')
    watch.probed(false)
    expect(tick(4700).do).toBe('probe')
    watch.probed(true)
    expect(tick(4800)).toMatchObject({ do: 'give-up', failure: { code: 'ingest-black-hole' } })
  })

  it('is more patient with a connection that was slow before it fell silent', () => {
    const until = (lagMs: number, fromMs = 4000) => {
      const watch = createProgressWatch(0)
      const tick = (ms: number) => watch.tick(ms, { firstFedAtMs: 0, newestMs: ms, soundBehindMs: 0 })
      for (const ms of [fromMs, 5000]) {
        tick(ms)
        watch.report(ms, progress(ms - lagMs))
      }
      for (let ms = 5100; ms < 20_000; ms += 100) {
        const verdict = tick(ms)
        if (verdict.do === 'probe') watch.probed(true)
        if (verdict.do === 'give-up') return `${verdict.failure.code}@${ms}`
      }
      return 'waits'
    }
    expect([until(400), until(1600), until(1600, 4500)]).toEqual(['ingest-black-hole@8100', 'ingest-black-hole@11000', 'ingest-black-hole@8100'])
  })

  it('goes on after a gap of five seconds', () => {
    const { events } = live({ untilMs: 30_000, leaves: (ms) => ms <= 5000 || ms > 10_000 })
    expect(events.filter((event) => !event.startsWith('probe'))).toEqual(['publishing@500', 'stalled@7000', 'publishing@10500'])
  })

  it('does not blame the connection for an encoder that is away, nor at once when it is back', () => {
    expect(live({ untilMs: 40_000, media: (ms) => ms <= 5000 || ms > 20_300 }).events).toEqual(['publishing@500'])
  })

  it('gives up a connection that moves but is too slow for the sound', () => {
    const { events } = live({ untilMs: 20_000, soundBehindMs: (ms) => (ms < 10_000 ? 0 : 3500) })
    expect(events).toEqual(['publishing@500', 'ingest-timeout@14000'])
  })

  it('takes the last words of a dying ffmpeg for no progress', () => {
    const watch = createProgressWatch(0)
    watch.report(10, progress(400, true))
    expect(watch.phase()).toBe('connecting')
  })
})
