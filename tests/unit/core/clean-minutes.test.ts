import { expect, test } from 'vitest'
import { type SeededRandom, seededRandom } from '../../fakes/seeded-random.ts'
import { type CoreOnFakes, startLive } from '../../fakes/start-core.ts'
import { alarmsOf } from '../../rig/collect-alarms.ts'

const tenMinutesMs = 600_000
const reportEveryMs = 500
/** A report of the pipeline comes late by so much at most: its process had no turn. */
const latestReportMs = 1_000
/** One question to the service takes so long at most. */
const slowestPollMs = 1_500
const keyframeEvery = 4

/** The numbers of a healthy broadcast on a busy computer: a large keyframe waits a moment, a picture comes late now and then. */
function healthyNumbers({ next, chance }: SeededRandom, report: number) {
  const isKeyframe = report % keyframeEvery === 0
  return {
    fps: chance(0.05) ? 22 + next() * 3 : 28.5 + next() * 2,
    sentKbps: isKeyframe ? 2_600 + next() * 2_400 : 1_800 + next() * 900,
    queueMs: isKeyframe ? next() * 1_300 : next() * 400,
    encoderFrames: report * 15,
  }
}

/** Numbers and answers with the jitter of real ones, for as long as the clock runs. */
function live({ clock, pipeline, cloud }: CoreOnFakes, random: SeededRandom): () => void {
  const fromMs = clock.monotonicMs()
  let report = 0
  let stopped = false
  let saidAtMs = fromMs
  const schedule = () => {
    report += 1
    // In order, as through any pipe: who comes after a late one waits for it.
    saidAtMs = Math.max(saidAtMs, fromMs + report * reportEveryMs + (random.chance(0.2) ? random.next() * latestReportMs : 0))
    clock.after(saidAtMs - clock.monotonicMs(), () => {
      if (stopped) return
      pipeline.emitTelemetry(healthyNumbers(random, report))
      // Half of it each way.
      cloud.delays.network = random.chance(0.1) ? (random.next() * slowestPollMs) / 2 : random.next() * 100
      schedule()
    })
  }
  schedule()
  return () => {
    stopped = true
  }
}

test.each([1, 2, 3])('ten minutes on air with jitter, and nothing is called wrong (%i)', async (seed) => {
  const on = await startLive()
  const before = on.published.length
  const stop = live(on, seededRandom(seed))
  await on.wait(tenMinutesMs)
  stop()
  expect(new Set(on.published.slice(Math.max(0, before - 1)).flatMap(alarmsOf))).toEqual(new Set())
  expect(on.session()).toMatchObject({ state: 'live', verdict: { code: 'live-good' }, report: { interruptions: 0, reconnects: 0 } })
  expect(on.pipeline.attempts).toHaveLength(1)
  expect(on.cloud.arrived.length, 'the service was asked all the time').toBeGreaterThan(500)
})

test('the same minutes with a queue that stays long do raise an alarm', async () => {
  const on = await startLive()
  const stop = live(on, seededRandom(1))
  await on.wait(30_000)
  for (let report = 0; report < 3; report++) on.pipeline.emitTelemetry({ queueMs: 1_400 })
  await on.wait(1)
  stop()
  expect(alarmsOf(on.snapshot())).toEqual(['verdict warn network-slow'])
})
