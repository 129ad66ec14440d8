import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import { someProgram } from '../../fakes/some-program.ts'
import { continuityOf } from '../../rig/counter-continuity.ts'
import { readCounters, readFps } from '../../rig/read-video.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { startTestScreen, type TestScreen } from '../../rig/test-screen.ts'
import { until } from '../../rig/until.ts'
import { hasRtmpPeer, type RtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds, noKeeper } from '../relay/test-encoder.ts'
import { decode } from '../sandbox/decode.ts'
import { distance, pixelOf } from './x-display.ts'

/** Where a screen of 1280×720 lies on the upright canvas. */
const whereTheScreenIs = 'crop=720:406:0:437'

describe.runIf(hasRtmpPeer).each(ffmpegBuilds)('an upright picture from the $name build', ({ path }) => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let screen: TestScreen
  let peer: RtmpPeer
  beforeAll(async () => {
    dir = await makeTempDir('upright')
    screen = await startTestScreen()
    peer = await startRtmpPeer()
  })
  afterAll(async () => {
    await peer?.close()
    await screen?.stop()
    await dir?.remove()
  })

  test('shows the whole screen the right way up, with bars above and below, in stream and preview', async () => {
    const env = { ...process.env, DISPLAY: screen.display }
    const pipeline = createPipeline({ clock: systemClock, logger: silentLogger, keeper: noKeeper, runDir: dir.path, env })
    let picture: Uint8Array | null = null
    pipeline.onPreview((jpeg) => {
      picture = jpeg
    })
    try {
      await pipeline.locateFfmpeg(path)
      const program = {
        ...someProgram,
        layers: [{ source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit: 'fit' }],
        orientation: 'vertical',
      } as const
      expect(await pipeline.startProgram(program)).toEqual({ ok: true, value: undefined })
      expect(await pipeline.startSending({ ingestUrl: peer.ingestUrl, streamKey: 'upright', mode: 'CMAF' })).toEqual({ ok: true, value: undefined })
      const jpeg = await until('a preview', () => picture)
      await until('some seconds are recorded', () => peer.recordedBytes() > 80_000, 20_000)
      await pipeline.stopSending()
      const preview = join(dir.path, 'preview.jpg')
      await writeFile(preview, jpeg)
      expect(await decode(preview)).toMatchObject({ width: 360, height: 640 })
      expect(distance(await pixelOf(jpeg, 'mjpeg'), 0x000000)).toBeLessThan(16)
    } finally {
      await pipeline[Symbol.asyncDispose]()
    }
    const [recording = ''] = peer.recordings()
    expect(await decode(recording)).toMatchObject({ width: 720, height: 1280, hasSound: true, complaints: '' })
    const frames = await readCounters(`movie=${recording},${whereTheScreenIs}`, { inputArgs: ['-f', 'lavfi'] })
    const { readable, backwards, spanMs } = continuityOf(frames.map(({ index, value }) => ({ atMs: (index * 1000) / readFps, value })))
    expect(readable).toBeGreaterThan(0.8)
    expect(backwards).toBe(0)
    expect(spanMs).toBeGreaterThan(500)
  })
})
