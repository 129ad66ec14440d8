import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PictureWarning } from '#shared/contract'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { Pipeline, ProgramSettings } from '../../../electron/pipeline/port.ts'
import { someProgram } from '../../fakes/some-program.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { anyFfmpeg, ffmpegBuilds, noKeeper } from '../relay/test-encoder.ts'
import { startXDisplay } from './x-display.ts'

let dir: Awaited<ReturnType<typeof makeTempDir>>
let pipeline: Pipeline
/** All that were told at once, in turn. */
let told: (readonly PictureWarning[])[]

beforeEach(async () => {
  dir = await makeTempDir('tally warnings')
  told = [[]]
})

afterEach(async () => {
  await pipeline[Symbol.asyncDispose]()
  await dir.remove()
})

const open = (ffmpeg: string, env: NodeJS.ProcessEnv = process.env) => {
  pipeline = createPipeline({ clock: systemClock, keeper: noKeeper, logger: silentLogger, runDir: dir.path, env, bundledFfmpeg: () => ffmpeg })
  pipeline.onCapture(({ warnings }) => {
    if (warnings.join() !== told.at(-1)?.join()) told.push(warnings)
  })
}

const show = async (program: ProgramSettings) => expect(await pipeline.startProgram(program)).toEqual({ ok: true, value: undefined })

const untilTold = (warnings: readonly PictureWarning[], withinMs = 6000) =>
  until(
    () => `${warnings.join() || 'nothing'} is told, not ${JSON.stringify(told)}`,
    () => told.at(-1)?.join() === warnings.join(),
    withinMs,
  )

describe.each(ffmpegBuilds)('what the encoder of the $name build sees', ({ path }) => {
  test('a black screen on a high canvas is told of, and no more once it shows something', async () => {
    const display = await startXDisplay('640x360x24')
    try {
      open(path, { ...process.env, DISPLAY: display.name })
      await display.paint(0x000000)
      const layers = [{ source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit: 'fit' }] as const
      await show({ ...someProgram, layers, channels: [], orientation: 'vertical' })
      await untilTold(['black', 'wrong-shape'])
      await display.paint(0x2040d0)
      await untilTold(['wrong-shape'])
      expect(told).toEqual([[], ['wrong-shape'], ['black', 'wrong-shape'], ['wrong-shape']])
    } finally {
      await pipeline.stopProgram()
      await display.stop()
    }
    expect(told.at(-1)).toEqual([])
  })
})

describe('what the bus sees and hears', () => {
  test('a camera that stands still on black, too loud, then silent; nothing once it is over', async () => {
    const path = join(dir.path, 'still camera.mkv')
    const inputs = ['-f', 'lavfi', '-i', 'color=black:s=320x180:r=30', '-f', 'lavfi', '-i', 'aevalsrc=0.9*sin(2*PI*400*t):s=48000']
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...inputs, '-t', '3', '-c:v', 'mjpeg', '-c:a', 'pcm_s16le', '-y', path])
    open(anyFfmpeg)
    const source = { kind: 'file', path } as const
    const heard = { source, levelDb: 12, muted: false, delayMs: 0 }
    const program: ProgramSettings = { ...someProgram, layers: [{ source, place: 'whole', fit: 'fit' }], channels: [heard] }
    await show(program)
    await untilTold(['black', 'clipping'])
    await show({ ...program, channels: [{ ...heard, levelDb: -60 }] })
    await untilTold(['black', 'frozen'], 10_000)
    await untilTold(['black', 'frozen', 'silent'], 15_000)
    await pipeline.stopProgram()
    expect(told.at(-1)).toEqual([])
  })
})
