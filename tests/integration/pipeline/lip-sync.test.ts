import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultEncoding } from '#shared/encoding'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { PictureLayer, Pipeline, ProgramSettings, SoundChannel } from '../../../electron/pipeline/port.ts'
import { flashTitle } from '../../rig/flashes.mjs'
import { filmOfFlashes, flashesOf } from '../../rig/flashes-of-recording.ts'
import { readFlvTimes } from '../../rig/flv-times.ts'
import { median } from '../../rig/lip-sync.ts'
import { type Flashes, startFlashes } from '../../rig/start-flashes.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { until } from '../../rig/until.ts'
import { hasRtmpPeer, type RtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds, noKeeper } from '../relay/test-encoder.ts'
import { makeMedia } from './source/make-media.ts'

/** The orders that matter to one build alone, and all of them in the long form. */
const everywhere = process.env.TALLY_TEST_ALL !== undefined
const mostApartMs = 40
/** A change is on its way to the recording. */
const underWayMs = 300
const picturesOfEach = 66
const fewestFlashes = 5

describe.runIf(hasRtmpPeer).each(ffmpegBuilds)('lip-sync with the $name build', ({ name, path }) => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let flashes: Flashes
  let peer: RtmpPeer
  let pipeline: Pipeline
  let frames = 0

  beforeEach(async () => {
    dir = await makeTempDir('tally lips')
    const started = await Promise.all([startFlashes(), startRtmpPeer(), makeMedia([...filmOfFlashes, join(dir.path, 'film.mp4')])])
    flashes = started[0]
    peer = started[1]
    const env = { ...process.env, ...flashes.env }
    pipeline = createPipeline({ clock: systemClock, keeper: noKeeper, logger: silentLogger, runDir: dir.path, env, bundledFfmpeg: () => path })
    pipeline.onTelemetry((value) => {
      frames = value.encoderFrames ?? 0
    })
  })

  afterEach(async () => {
    await pipeline[Symbol.asyncDispose]()
    await peer.close()
    await flashes.stop()
    await dir.remove()
  })

  test('what is seen and heard in one moment leaves within 40 ms, whichever came first and whoever brings it', async () => {
    const windows = (await pipeline.listSources()).sources.filter(({ label }) => label === flashTitle)
    const film = join(dir.path, 'film.mp4')
    const layer = (source: PictureLayer['source'], fit: PictureLayer['fit'] = 'fit'): PictureLayer[] => [{ source, place: 'whole', fit }]
    const channel = (source: SoundChannel['source'], delayMs = 0): SoundChannel[] => [{ source, levelDb: 0, muted: false, delayMs }]
    // alone, the encoder opens it by itself; composed by the bus where it is cut to the canvas
    const opened = layer({ kind: 'screen', id: 'screen:0' })
    const composed = layer({ kind: 'screen', id: 'screen:0' }, 'fill')
    const aWindow = layer({ kind: 'window', id: windows[0]?.id ?? '' })
    const camera = layer({ kind: 'file', path: film })
    const cameraSound = channel({ kind: 'file', path: film })
    const heard = { kind: 'microphone', id: flashes.microphone } as const
    const microphone = channel(heard)

    const orders: readonly { readonly what: string; readonly to: Partial<ProgramSettings>; readonly by?: 'system' }[] = [
      { what: 'screen and microphone at once', to: { layers: opened, channels: microphone }, by: 'system' },
      { what: 'the bus takes over', to: { layers: composed }, by: 'system' },
      { what: 'another encoder', to: { videoKbps: 1600 } },
      { what: 'microphone delayed on purpose', to: { channels: channel(heard, 80) } },
      { what: 'microphone first, then a window', to: { layers: aWindow, channels: microphone } },
      { what: 'camera and its sound at once', to: { layers: camera, channels: cameraSound }, by: 'system' },
      { what: 'screen first', to: { layers: composed, channels: [] } },
      { what: 'microphone added on air', to: { channels: microphone } },
      { what: 'camera first', to: { layers: camera, channels: [] } },
      { what: 'sound of the camera added on air', to: { channels: cameraSound } },
      { what: 'screen first, opened by the encoder', to: { layers: opened, channels: [] } },
      { what: 'microphone added on air, screen opened by the encoder', to: { channels: microphone } },
      { what: 'another encoder that opens the screen', to: { videoKbps: 1500 } },
    ]
    const asked = orders.filter(({ by }) => everywhere || name === 'bundled' || by === name)

    let program: ProgramSettings = {
      layers: [],
      channels: [],
      orientation: 'horizontal',
      ...defaultEncoding,
      videoKbps: 1500,
      audioKbps: 128,
      gopSeconds: 1,
    }
    const recordedMs = async () => (await readFlvTimes(peer.recordings()[0] ?? '')).pictures.at(-1) ?? 0
    const spans: { readonly what: string; readonly delayMs: number; readonly fromMs: number; readonly untilMs: number }[] = []
    for (const { what, to } of asked) {
      program = { ...program, ...to }
      expect(await pipeline.startProgram(program)).toEqual({ ok: true, value: undefined })
      if (spans.length === 0 && peer.recordings().length === 0) {
        expect(await pipeline.startSending({ ingestUrl: peer.ingestUrl, streamKey: 'lips', mode: 'CMAF' })).toMatchObject({ ok: true })
        await until('it is recorded', () => peer.recordedBytes() > 20_000)
      }
      const [sound] = program.channels
      if (sound === undefined) continue
      const fromMs = (await recordedMs()) + underWayMs
      const before = frames
      await until(`${what} lasts`, () => frames >= before + picturesOfEach, 20_000)
      spans.push({ what, delayMs: sound.delayMs, fromMs, untilMs: await recordedMs() })
    }
    await pipeline.stopSending()

    const [recording = '', ...others] = peer.recordings()
    expect(others).toEqual([])
    const seen = await flashesOf(recording)
    const lags = spans.map(({ what, delayMs, fromMs, untilMs }) => {
      const mine = seen.filter(({ soundMs }) => soundMs > fromMs && soundMs < untilMs)
      return { what, flashes: mine.length, soundLateMs: Math.round(median(mine.map(({ pictureMs, soundMs }) => soundMs - pictureMs - delayMs))) }
    })
    const apart = lags.filter((lag) => lag.flashes < fewestFlashes || !(Math.abs(lag.soundLateMs) <= mostApartMs))
    expect({ apart, lags }).toEqual({ apart: [], lags })
  })
})
