import { describe, expect, test } from 'vitest'
import type { EncodingMeasurement } from '#shared/contract'
import { chooseFrom, type EncodingTrial, judgeCost, nextTrial } from '../../../electron/pipeline/encoder/choose-encoding.ts'
import { parseBenchmark } from '../../../electron/pipeline/encoder/measure-encoding.ts'

const weights = { ultrafast: 0.5, superfast: 0.7, veryfast: 1, faster: 1.4, fast: 1.8 }

/** A computer that encodes so many pictures of 720p a second with `veryfast`, using all of itself. */
const computer = (picturesPerSecond: number, cores = 4) => {
  const measured: EncodingMeasurement[] = []
  for (let trial = nextTrial(measured); trial !== null; trial = nextTrial(measured)) {
    const work = weights[trial.preset] * (trial.height === 1080 ? 2.25 : 1)
    const wallMs = (1000 * work * 100) / picturesPerSecond
    measured.push(judgeCost(trial, { frames: 100, wallMs, cpuMs: wallMs * cores }, cores))
    if (measured.length > 10) throw new Error('it measures for ever')
  }
  return chooseFrom(measured, cores)
}

const told = ({ height, fps, preset }: EncodingTrial) => `${height} ${fps} ${preset}`

describe('choosing for a person', () => {
  test.each([
    [2000, '1080 60 fast', 6000, null, 3],
    [400, '1080 60 faster', 6000, '1080 60 fast', 3],
    [280, '1080 60 veryfast', 6000, '1080 60 faster', 2],
    [250, '1080 30 fast', 4500, '1080 60 veryfast', 4],
    [140, '1080 30 veryfast', 4500, '1080 30 faster', 3],
    [125, '720 60 veryfast', 3500, '720 60 faster', 4],
    [70, '720 30 veryfast', 2500, '720 30 faster', 5],
    [50, '720 30 superfast', 2500, '720 30 veryfast', 5],
    [35, '720 30 ultrafast', 2500, '720 30 superfast', 6],
    [10, '720 30 ultrafast', 2500, '720 30 superfast', 6],
  ])('a computer of %d pictures a second gets %s', (speed, chosen, videoKbps, limit, trials) => {
    const choice = computer(speed)
    expect({
      chosen: told(choice.encoding),
      videoKbps: choice.videoKbps,
      limit: choice.limit && told(choice.limit),
      trials: choice.measured.length,
    }).toEqual({
      ...{ chosen, videoKbps, limit, trials },
    })
  })

  test('half of the computer stays free, by processor time and by the clock', () => {
    const trial = { height: 720, fps: 30, preset: 'veryfast' } as const
    const judge = (wallMs: number, cpuMs: number) => judgeCost(trial, { frames: 30, wallMs, cpuMs }, 4)
    expect(judge(500, 2000)).toEqual({ ...trial, measuredFps: 60, share: 0.5, fits: true })
    expect(judge(400, 2100).fits).toBe(false)
    expect(judge(600, 1000).fits, 'others use the computer').toBe(false)
  })

  test('reads the times of old and new builds', () => {
    expect(parseBenchmark('bench: utime=1.500s stime=0.250s rtime=0.900s\nbench: maxrss=9kB')).toEqual({ cpuMs: 1750, wallMs: 900 })
    expect(parseBenchmark('bench: utime=1.500s rtime=0.900s')).toEqual({ cpuMs: 1500, wallMs: 900 })
    expect(parseBenchmark('frame= 45')).toBeNull()
  })
})
