import { expect, test } from 'vitest'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createEncoderTrials, trialArgs } from '../../../electron/pipeline/encoder/try-encoder.ts'
import type { Capabilities } from '../../../electron/pipeline/ffmpeg/parse-capabilities.ts'

const canDo = (...encoders: string[]) => ({ encoders: new Set(encoders) }) as unknown as Capabilities
const size = { orientation: 'horizontal', height: 720, fps: 30 } as const

/** Trials that count the processes they start; `/bin/false` says no at once. */
const startTrials = () => {
  let started = 0
  const adopt = () => {
    started += 1
    return () => {}
  }
  const trials = createEncoderTrials({ keeper: { adopt, [Symbol.dispose]: () => {} }, logger: silentLogger })
  return { trials, started: () => started }
}

test('each binary is asked once for each size, and again once it was doubted or changed', async () => {
  const { trials, started } = startTrials()
  const binary = { path: '/bin/false', can: canDo('h264_nvenc', 'h264_vaapi') }
  expect(await trials.try(binary, 'nvenc', size)).toMatchObject({ code: 'encoder-unavailable', params: { encoder: 'nvenc' } })
  await trials.try(binary, 'nvenc', size)
  await trials.list(binary, size)
  expect(started(), 'nvenc and vaapi').toBe(2)
  await trials.try(binary, 'nvenc', { ...size, fps: 60 })
  expect(started()).toBe(3)
  trials.doubt(binary, 'nvenc')
  await trials.try(binary, 'nvenc', size)
  expect(started()).toBe(4)
  await trials.try({ ...binary, can: canDo('h264_nvenc') }, 'nvenc', size)
  expect(started()).toBe(5)
})

test('what this ffmpeg was not built with is not started at all', async () => {
  const { trials, started } = startTrials()
  const listed = await trials.list({ path: '/bin/false', can: canDo('libx264') }, size)
  expect(started()).toBe(0)
  expect(listed[0]).toEqual({ encoder: 'x264', available: true, experimental: false, failure: null })
  expect(listed.slice(1).map(({ available, failure }) => [available, failure?.detail])).toEqual(
    ['h264_nvenc', 'h264_qsv', 'h264_amf', 'h264_videotoolbox', 'h264_vaapi'].map((name) => [false, `this ffmpeg was built without ${name}`]),
  )
})

test('a trial is a second at its own pace, with the arguments of the broadcast', () => {
  expect(trialArgs('vaapi', { ...size, height: 1080 }).join(' ')).toMatch(
    /-vaapi_device \/dev\/dri\/renderD128 -re -f lavfi -i testsrc2=size=1920x1080:rate=30 -frames:v 30 -vf format=yuv420p,format=nv12,hwupload -c:v h264_vaapi -profile:v high /,
  )
})
