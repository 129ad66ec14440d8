import { describe, expect, it } from 'vitest'
import { type CongestionWitness, createCongestionJudge, ladderOf } from '../../../electron/pipeline/relay/congestion.ts'

type Life = (ms: number) => Partial<CongestionWitness> | null

const calm = { queueMs: 0, lagMs: 400, sentKbps: 2600, silentMs: 0 }

/** Judges every 250 ms and takes each step at once. */
const live = (life: Life, untilMs: number, judge = createCongestionJudge(2500, 128), fromMs = 0): readonly string[] => {
  const steps: string[] = []
  for (let ms = fromMs; ms <= untilMs; ms += 250) {
    const witness = life(ms)
    const next = judge.judge(ms, witness === null ? null : { ...calm, ...witness })
    if (next === null) continue
    judge.take(ms, next)
    steps.push(`${next}@${ms}`)
  }
  return steps
}

describe('judging a connection', () => {
  it('has rungs from the chosen bitrate down to 400 kbit/s, each 0.7 of the one before', () => {
    expect(ladderOf(2500)).toEqual([2500, 1750, 1225, 858, 600, 420, 400])
    expect([ladderOf(400), ladderOf(300), ladderOf(500)]).toEqual([[400], [300], [500, 400]])
  })

  it('leaves a connection alone that keeps up', () => {
    expect(live(() => ({ queueMs: 900, lagMs: 1400 }), 120_000)).toEqual([])
  })

  it('believes either witness after a second', () => {
    const tight = { sentKbps: 2400 }
    expect(live((ms) => ({ ...tight, queueMs: ms >= 5000 ? 1600 : 0 }), 6500)).toEqual(['1750@6000'])
    expect(live((ms) => ({ ...tight, lagMs: ms >= 5000 ? 1600 : 300 }), 6500)).toEqual(['1750@6000'])
  })

  it('goes down at once to what leaves, and never below the floor', () => {
    expect(live((ms) => ({ queueMs: ms, sentKbps: 1000 }), 3000)).toEqual(['600@2750'])
    expect(live((ms) => ({ queueMs: ms, sentKbps: 200 }), 60_000)).toEqual(['400@2750'])
    expect(live((ms) => ({ queueMs: ms, sentKbps: null }), 3000)).toEqual(['1750@2750'])
  })

  it('steps at most every four seconds', () => {
    expect(live((ms) => ({ queueMs: 2000 + ms, sentKbps: 2600 }), 10_000)).toEqual(['1750@1000', '1225@5000', '858@9000'])
  })

  it('lets a queue that drains by itself drain', () => {
    expect(live((ms) => ({ queueMs: Math.max(0, 6000 - ms) }), 8000)).toEqual([])
  })

  it('waits for a sign of life before it calls silence slow', () => {
    expect(live((ms) => ({ queueMs: ms, silentMs: ms, sentKbps: 1000 }), 10_000)).toEqual([])
    expect(live((ms) => ({ queueMs: ms, silentMs: ms < 4000 ? ms : 0, sentKbps: 1000 }), 5000)).toEqual(['600@4000'])
  })

  it('takes a gap for no reason to send a worse picture', () => {
    const gap: Life = (ms) => (ms < 2000 || ms > 8000 ? { queueMs: ms < 2000 ? ms : 4000 - Math.min(4000, (ms - 8000) * 1.5) } : null)
    expect(live(gap, 20_000)).toEqual([])
    // slow from its end on
    expect(live((ms) => (ms > 8000 ? { queueMs: 2000, sentKbps: 1000 } : null), 12_000)).toEqual(['600@11000'])
  })

  it('tries a better picture after 30 calm seconds, one rung at a time, up to the chosen one', () => {
    const judge = createCongestionJudge(2500, 128)
    judge.take(0, 858)
    expect(live(() => ({}), 200_000, judge)).toEqual(['1225@30000', '1750@60250', '2500@90500'])
  })

  it('waits longer after each try that failed', () => {
    const judge = createCongestionJudge(1000, 128)
    judge.take(0, 700)
    // more than 700 kbit/s is too much for this connection
    const steps = live(() => (judge.videoKbps() > 700 ? { queueMs: 2000, sentKbps: 1000 } : {}), 220_000, judge)
    expect(steps).toEqual(['1000@30000', '700@34000', '1000@94250', '700@98250', '1000@218500'])
  })
})
