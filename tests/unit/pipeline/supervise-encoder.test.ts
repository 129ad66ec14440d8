import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { EncoderEnd, EncoderProcess } from '../../../electron/pipeline/encoder/encoder-process.ts'
import { decideRestart } from '../../../electron/pipeline/encoder/restart-policy.ts'
import { createEncoderSupervisor } from '../../../electron/pipeline/encoder/supervise-encoder.ts'
import type { ProgramSettings } from '../../../electron/pipeline/port.ts'
import { someProgram } from '../../fakes/some-program.ts'

const program = (videoKbps = 2500): ProgramSettings => ({ ...someProgram, videoKbps })

/** An encoder process in the hands of the test. */
const fakeProcess = () => {
  let settleFirst: (result: Result<void>) => void = () => {}
  let settleEnd: (end: EncoderEnd) => void = () => {}
  const onAir = new Promise<Result<void>>((resolve) => {
    settleFirst = resolve
  })
  const ended = new Promise<EncoderEnd>((resolve) => {
    settleEnd = resolve
  })
  const die = (why: Failure | null, ranForMs: number) => {
    settleFirst(err(why ?? failure('encoder-failed')))
    settleEnd({ failure: why, ranForMs })
  }
  const stop = vi.fn(async () => die(null, 0))
  const process: EncoderProcess = { pid: 1, onAir, ended, droppedFrames: () => 3, stop }
  return { process, stop, show: () => settleFirst(ok(undefined)), die }
}

const lost = failure('encoder-failed', { detail: 'ended by SIGKILL' })
const settled = () => vi.advanceTimersByTimeAsync(0)

describe('the supervisor of the encoder', () => {
  let processes: ReturnType<typeof fakeProcess>[]
  let programs: ProgramSettings[]
  let refusal: Failure | null
  let states: string[]
  let failures: string[]

  const supervise = () =>
    createEncoderSupervisor({
      launch: async (wanted) => {
        if (refusal !== null) return err(refusal)
        const next = fakeProcess()
        processes.push(next)
        programs.push(wanted)
        return ok(next.process)
      },
      onEvent: (event) => {
        states.push(event.state)
        if ('failure' in event) failures.push(event.failure.code)
      },
    })
  const newest = () => {
    const process = processes.at(-1)
    if (process === undefined) throw new Error('no process was started')
    return process
  }
  const running = async () => {
    const supervisor = supervise()
    const started = supervisor.start(program())
    await settled()
    newest().show()
    expect(await started).toEqual(ok(undefined))
    return supervisor
  }

  beforeEach(() => {
    vi.useFakeTimers()
    processes = []
    programs = []
    refusal = null
    states = []
    failures = []
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('says how a first start went', async () => {
    await running()
    expect(states).toEqual(['starting', 'running'])
  })

  test('does not insist where the first start fails', async () => {
    const supervisor = supervise()
    const started = supervisor.start(program())
    await settled()
    newest().die(failure('encoder-stalled'), 0)
    expect(await started).toMatchObject({ ok: false, failure: { code: 'encoder-stalled' } })
    await vi.advanceTimersByTimeAsync(60_000)
    expect({ states, failures, started: processes.length }).toEqual({ states: ['starting', 'failed'], failures: ['encoder-stalled'], started: 1 })
  })

  test('starts a dead encoder again at once', async () => {
    await running()
    newest().die(lost, 60_000)
    await settled()
    expect(processes).toHaveLength(2)
    newest().show()
    await settled()
    expect(states).toEqual(['starting', 'running', 'restarting', 'running'])
    expect(programs[1]).toEqual(program())
  })

  test('waits longer with every quick death, and gives up after the fifth', async () => {
    await running()
    for (const waitMs of [0, 500, 1000, 2000]) {
      const before = processes.length
      newest().die(lost, 200)
      await settled()
      if (waitMs > 0) {
        await vi.advanceTimersByTimeAsync(waitMs - 1)
        expect(processes).toHaveLength(before)
        await vi.advanceTimersByTimeAsync(1)
      }
      expect(processes).toHaveLength(before + 1)
      newest().show()
      await settled()
    }
    newest().die(lost, 200)
    await vi.advanceTimersByTimeAsync(60_000)
    expect({ last: states.at(-1), processes: processes.length }).toEqual({ last: 'failed', processes: 5 })
  })

  test('forgives what happened before a long life', () => {
    expect(decideRestart(200, 4)).toEqual({ kind: 'give-up' })
    expect(decideRestart(10_000, 4)).toEqual({ kind: 'restart', afterMs: 0, quickDeaths: 1 })
  })

  test('gives up at once where the source is gone', async () => {
    await running()
    refusal = failure('no-display', { params: { display: ':0' } })
    newest().die(lost, 60_000)
    await vi.advanceTimersByTimeAsync(60_000)
    expect({ states, failures }).toEqual({
      states: ['starting', 'running', 'restarting', 'failed'],
      failures: ['encoder-failed', 'screen-unavailable'],
    })
  })

  test('replaces a running encoder, and stops the old one only after the new one’s first frame', async () => {
    const supervisor = await running()
    const [old] = processes
    const replaced = supervisor.start(program(1000))
    await settled()
    expect(old?.stop).not.toHaveBeenCalled()
    newest().show()
    expect((await replaced).ok).toBe(true)
    expect(old?.stop).toHaveBeenCalled()
    newest().die(lost, 60_000)
    await settled()
    expect(programs.at(-1)?.videoKbps).toBe(1000)
    expect(states).toEqual(['starting', 'running', 'restarting'])
  })

  test('goes on with the old encoder where the new one fails', async () => {
    const supervisor = await running()
    const [old] = processes
    const replaced = supervisor.start(program(1000))
    await settled()
    newest().die(failure('encoder-stalled'), 0)
    expect((await replaced).ok).toBe(false)
    old?.die(lost, 60_000)
    await settled()
    expect(programs.at(-1)?.videoKbps).toBe(2500)
    expect(states).toEqual(['starting', 'running', 'restarting'])
  })

  test('brings the old program back where both die during a replacement', async () => {
    const supervisor = await running()
    const [old] = processes
    const replaced = supervisor.start(program(1000))
    await settled()
    old?.die(lost, 60_000)
    newest().die(failure('encoder-stalled'), 0)
    expect((await replaced).ok).toBe(false)
    await settled()
    newest().show()
    await settled()
    expect(programs.map(({ videoKbps }) => videoKbps)).toEqual([2500, 1000, 2500])
    expect(states).toEqual(['starting', 'running', 'restarting', 'running'])
  })

  test('stops what starts, what runs and what waits to be started again', async () => {
    const supervisor = supervise()
    const cutShort = supervisor.start(program())
    await settled()
    await supervisor.stop()
    expect((await cutShort).ok).toBe(false)
    const again = supervisor.start(program())
    await settled()
    newest().show()
    await again
    newest().die(lost, 200)
    await settled()
    newest().die(lost, 200)
    await settled()
    await supervisor.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(states).toEqual(['starting', 'off', 'starting', 'running', 'restarting', 'restarting', 'off'])
    expect(processes).toHaveLength(3)
  })

  test('counts the frames that all encoders dropped', async () => {
    const supervisor = await running()
    newest().die(lost, 60_000)
    await settled()
    newest().show()
    await settled()
    expect(supervisor.droppedFrames()).toBe(6)
  })
})
