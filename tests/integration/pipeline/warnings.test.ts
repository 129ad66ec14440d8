import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { PageOffer, PictureWarning } from '#shared/contract'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { ProgramSettings } from '../../../electron/pipeline/port.ts'
import { someProgram, tone } from '../../fakes/some-program.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { anyFfmpeg, ffmpegBuilds, noKeeper } from '../relay/test-encoder.ts'
import { startXDisplay } from './x-display.ts'

const open = async (ffmpeg: string, env: NodeJS.ProcessEnv = process.env) => {
  const dir = await makeTempDir('tally warnings')
  const deps = { clock: systemClock, keeper: noKeeper, logger: silentLogger, runDir: dir.path, env }
  const pipeline = createPipeline({ ...deps, bundledFfmpeg: () => ffmpeg })
  /** All that were told at once, in turn. */
  const told: (readonly PictureWarning[])[] = [[]]
  pipeline.onCapture(({ warnings }) => {
    if (warnings.join() !== told.at(-1)?.join()) told.push(warnings)
  })
  return {
    dir: dir.path,
    told,
    show: async (program: ProgramSettings) => expect(await pipeline.startProgram(program)).toEqual({ ok: true, value: undefined }),
    untilTold: (warnings: readonly PictureWarning[], withinMs = 8000) =>
      until(
        () => `${warnings.join() || 'nothing'} is told, not ${JSON.stringify(told)}`,
        () => told.at(-1)?.join() === warnings.join(),
        withinMs,
      ),
    setPage: (offer: PageOffer) => pipeline.setPages([offer]),
    feedPage: pipeline.feedPage,
    onWantedPages: pipeline.onWantedPages,
    stop: pipeline.stopProgram,
    close: async () => {
      await pipeline[Symbol.asyncDispose]()
      await dir.remove()
    },
  }
}

/** What a page records of a dark room, as it comes to be; until it is stopped. */
const recordDarkRoom = (onPiece: (piece: Uint8Array) => void) => {
  const room = 'color=0x161616:s=320x180:r=30,drawbox=100:60:60:60:0x303030:fill,noise=alls=6:allf=t'
  const child = spawn(
    'ffmpeg',
    [
      ...['-nostdin', '-v', 'error', '-re', '-f', 'lavfi', '-i', room, '-f', 'lavfi', '-i', 'sine=400:r=48000'],
      ...['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', '30', '-c:a', 'libopus'],
      ...['-f', 'webm', '-live', '1', '-cluster_time_limit', '100', '-flush_packets', '1', 'pipe:1'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  child.stdout.on('data', onPiece)
  return () => void child.kill('SIGKILL')
}

describe.concurrent('what is wrong is told, and what no longer is is not', () => {
  test.each(ffmpegBuilds)('a black screen on a high canvas, as the encoder of the $name build sees it', async ({ path }) => {
    const display = await startXDisplay('640x360x24')
    const { told, show, untilTold, stop, close } = await open(path, { ...process.env, DISPLAY: display.name })
    try {
      await display.paint(0x000000)
      const layers = [{ source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit: 'fit' }] as const
      const program: ProgramSettings = { ...someProgram, layers, channels: [], orientation: 'vertical' }
      await show(program)
      await untilTold(['black', 'wrong-shape'])
      // from now on the bus brings the sound
      await show({ ...program, channels: [{ ...tone, levelDb: -6 }] })
      await display.paint(0x2040d0)
      await untilTold(['wrong-shape'])
      await stop()
      expect(told).toEqual([[], ['wrong-shape'], ['black', 'wrong-shape'], ['wrong-shape'], []])
    } finally {
      await close()
      await display.stop()
    }
  })

  test('a dark room before the camera of a page, and not before its screen', async () => {
    const { told, setPage, feedPage, onWantedPages, show, untilTold, close } = await open(anyFfmpeg)
    const id = 'page:a-camera'
    const offer = { id, label: 'Camera', picture: { width: 320, height: 180, of: 'camera' as const }, sound: true }
    const page = { kind: 'page', id } as const
    const layers = [{ source: page, place: 'whole', fit: 'fit' }] as const
    setPage(offer)
    let stop = () => {}
    onWantedPages((wanted) => {
      stop()
      if (wanted.length > 0) stop = recordDarkRoom((piece) => void feedPage(id, new Uint8Array(piece)))
    })
    try {
      await show({ ...someProgram, layers, channels: [{ source: page, levelDb: 0, muted: false, delayMs: 0 }] })
      await untilTold(['too-dark'], 15_000)
      setPage({ ...offer, picture: { ...offer.picture, of: 'screen' } })
      await show({ ...someProgram, layers, channels: [] })
      await untilTold([])
      expect(told.flat()).not.toContain('silent')
    } finally {
      stop()
      await close()
    }
  })

  test('a camera that stands still on black, too loud, then silent, as the bus has it', async () => {
    const { dir, told, show, untilTold, stop, close } = await open(anyFfmpeg)
    try {
      const path = join(dir, 'still camera.mkv')
      const inputs = ['-f', 'lavfi', '-i', 'color=black:s=320x180:r=30', '-f', 'lavfi', '-i', 'aevalsrc=0.9*sin(2*PI*400*t):s=48000']
      await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', ...inputs, '-t', '3', '-c:v', 'mjpeg', '-c:a', 'pcm_s16le', '-y', path])
      const source = { kind: 'file', path } as const
      const heard = { source, levelDb: 12, muted: false, delayMs: 0 }
      const program: ProgramSettings = { ...someProgram, layers: [{ source, place: 'whole', fit: 'fit' }], channels: [heard] }
      await show(program)
      // On a busy computer it may be seen to stand still before it is seen to be black.
      await until('black and clipping are told', () => ['black', 'clipping'].every((each) => told.at(-1)?.includes(each as PictureWarning)), 15_000)
      await show({ ...program, channels: [{ ...heard, levelDb: -60 }] })
      await untilTold(['black', 'frozen'], 12_000)
      await untilTold(['black', 'frozen', 'silent'], 15_000)
      await stop()
      expect(told.at(-1)).toEqual([])
    } finally {
      await close()
    }
  })
})
