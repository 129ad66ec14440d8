import { beforeEach, describe, expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { createAdaptiveProgram } from '../../../electron/pipeline/adapt-bitrate.ts'
import type { ProgramSettings } from '../../../electron/pipeline/port.ts'
import type { CongestionWitness } from '../../../electron/pipeline/relay/congestion.ts'
import { someProgram } from '../../fakes/some-program.ts'

describe('the program under a slow connection', () => {
  const slow = { queueMs: 3000, lagMs: 3000, sentKbps: 1100, silentMs: 0 }
  let nowMs: number
  let witness: CongestionWitness | null
  let answer: () => Promise<Result<void>>
  let running: boolean
  let started: ProgramSettings[]
  let told: string[]
  let adaptive: ReturnType<typeof createAdaptiveProgram>

  beforeEach(async () => {
    nowMs = 0
    witness = slow
    answer = async () => ok(undefined)
    running = true
    started = []
    told = []
    adaptive = createAdaptiveProgram({
      supervisor: {
        start: (program) => {
          started.push(program)
          return answer()
        },
        stop: async () => {},
      },
      isRunning: () => running,
      witness: () => witness,
      onEvent: ({ state, fromKbps, toKbps }) => told.push(`${state} ${fromKbps}→${toKbps}`),
      clock: { wallMs: () => nowMs, monotonicMs: () => nowMs },
    })
    adaptive.wantSending(true)
    await adaptive.start(someProgram)
  })
  const pass = async (ms: number) => {
    for (const untilMs = nowMs + ms; nowMs < untilMs; nowMs += 250) {
      adaptive.tick()
      await Promise.resolve()
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  const rates = () => started.map(({ videoKbps }) => videoKbps)

  test('is replaced by one that costs less, and says so', async () => {
    await pass(2000)
    expect({ rates: rates(), told, now: adaptive.videoKbps(), all: adaptive.programKbps() }).toEqual({
      rates: [2500, 600],
      told: ['lowered 2500→600'],
      now: 600,
      all: 728,
    })
  })

  test('keeps the lowered bitrate when the source changes, and forgets it when another bitrate is chosen', async () => {
    await pass(2000)
    witness = null
    await adaptive.start({ ...someProgram, channels: [] })
    expect(started.at(-1)).toEqual({ ...someProgram, channels: [], videoKbps: 600 })
    await adaptive.start({ ...someProgram, videoKbps: 1500 })
    expect(rates()).toEqual([2500, 600, 600, 1500])
  })

  test('stays as it is where the replacement does not start', async () => {
    answer = async () => err(failure('encoder-failed'))
    await pass(2000)
    expect({ told, now: adaptive.videoKbps() }).toEqual({ told: [], now: 2500 })
    expect((await adaptive.start({ ...someProgram, videoKbps: 1000 })).ok).toBe(false)
    expect(adaptive.videoKbps()).toBe(2500)
  })

  test('is not replaced twice at once, nor when its encoder is away', async () => {
    let settle: (result: Result<void>) => void = () => {}
    answer = () =>
      new Promise((resolve) => {
        settle = resolve
      })
    await pass(20_000)
    expect(rates()).toEqual([2500, 600])
    settle(ok(undefined))
    running = false
    await pass(20_000)
    expect(rates()).toEqual([2500, 600])
  })

  test('outlives a reconnect, and is as it was chosen again when nobody wants to send any more', async () => {
    await pass(2000)
    witness = null
    adaptive.wantSending(false)
    await pass(2000)
    adaptive.wantSending(true)
    await pass(60_000)
    expect(rates()).toEqual([2500, 600])
    adaptive.wantSending(false)
    await pass(4000)
    expect({ rates: rates(), told }).toEqual({ rates: [2500, 600, 2500], told: ['lowered 2500→600'] })
    await adaptive.stop()
    expect([adaptive.videoKbps(), adaptive.programKbps()]).toEqual([null, 0])
  })
})
