import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Levels } from '#shared/contract'
import { defaultEncoding } from '#shared/encoding'
import { type CameraPlace, defaultCameraPlace } from '#shared/scenes'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { CaptureView, PictureLayer, Pipeline, ProgramSettings, SoundChannel } from '../../../electron/pipeline/port.ts'
import { descendantsOf, isEncoder, isFfmpeg } from '../../rig/process-tree.ts'
import { readSamples } from '../../rig/read-video.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { colourAt, type Thumbnail, thumbnails } from '../../rig/thumbnails.ts'
import { tonePower } from '../../rig/tone.ts'
import { until } from '../../rig/until.ts'
import { hasRtmpPeer, type RtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds, noKeeper } from '../relay/test-encoder.ts'
import { distance, startXDisplay, type XDisplay } from './x-display.ts'

const [violet, red, green, blue, black] = [0x8020c0, 0xe02020, 0x10a040, 0x2040d0, 0x000000]
/** Of the camera, in Hz. */
const cameraTone = 1500

/** A picture by the colours at some of its places (0…1 from the left, 0…1 from the top). */
type Look = readonly (readonly [x: number, y: number, rgb: number])[]

const shows = (picture: Thumbnail, look: Look) => look.every(([x, y, rgb]) => distance(colourAt(picture, x, y), rgb) < 40)

const told = (picture: Thumbnail, look: Look) =>
  look.map(([x, y, rgb]) => `${x},${y}: ${colourAt(picture, x, y).join('/')} for ${rgb.toString(16).padStart(6, '0')}`).join('; ')

describe.runIf(hasRtmpPeer).each(ffmpegBuilds)('scenes with the $name build', ({ name, path }) => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let display: XDisplay
  let peer: RtmpPeer
  let pipeline: Pipeline
  let picture: Uint8Array | null = null
  let levels: Levels | null = null
  let capture: CaptureView = { open: [], warnings: [] }
  let program: ProgramSettings
  let cameraFile: string
  let imageFile: string

  beforeEach(async () => {
    dir = await makeTempDir('tally scenes')
    cameraFile = join(dir.path, 'camera: [1];\'%d" 카메라.mp4')
    imageFile = join(dir.path, '-image,%03d 그림.png')
    const halves = `color=0x${red.toString(16)}:s=320x360:r=30[l];color=0x${green.toString(16)}:s=320x360:r=30[r];[l][r]hstack[v]`
    const sound = ['-f', 'lavfi', '-i', `sine=f=${cameraTone}:r=44100`]
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-nostdin',
      ...sound,
      '-filter_complex',
      halves,
      '-map',
      '[v]',
      '-map',
      '0:a',
      '-t',
      '4',
      '-y',
      cameraFile,
    ])
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-nostdin',
      '-f',
      'lavfi',
      '-i',
      `color=0x${blue.toString(16)}:s=300x500`,
      '-frames:v',
      '1',
      '-f',
      'image2',
      '-update',
      '1',
      '-y',
      `file:${imageFile}`,
    ])
    display = await startXDisplay()
    await display.paint(violet)
    peer = await startRtmpPeer()
    pipeline = createPipeline({
      clock: systemClock,
      keeper: noKeeper,
      logger: silentLogger,
      runDir: dir.path,
      env: { ...process.env, DISPLAY: display.name },
      bundledFfmpeg: () => path,
    })
    picture = null
    pipeline.onPreview((jpeg) => {
      picture = jpeg
    })
    pipeline.onLevels((value) => {
      levels = value
    })
    pipeline.onCapture((value) => {
      capture = value
    })
  })

  afterEach(async () => {
    await pipeline[Symbol.asyncDispose]()
    await peer.close()
    await display.stop()
    await dir.remove()
  })

  const screen: PictureLayer = { source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit: 'fit' }
  const camera = (place: PictureLayer['place'], fit: PictureLayer['fit'] = 'fit'): PictureLayer => ({
    source: { kind: 'file', path: cameraFile },
    place,
    fit,
  })
  const corner = (change: Partial<CameraPlace>): PictureLayer => camera({ ...defaultCameraPlace, size: 0.5, margin: 0, ...change })
  const cameraSound = (change: Partial<SoundChannel> = {}): SoundChannel => ({
    source: { kind: 'file', path: cameraFile },
    levelDb: 0,
    muted: false,
    delayMs: 0,
    ...change,
  })

  const change = async (to: Partial<ProgramSettings>) => {
    program = { ...program, ...to }
    expect(await pipeline.startProgram(program)).toEqual({ ok: true, value: undefined })
  }

  const until3s = async (look: Look, what: string) => {
    let seen = ''
    try {
      await until(
        what,
        async () => {
          if (picture === null) return false
          const [newest] = await thumbnails(picture, program.orientation === 'vertical')
          if (newest !== undefined) seen = told(newest, look)
          return newest !== undefined && shows(newest, look)
        },
        8000,
      )
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${seen}`)
    }
  }

  const encoders = async () => (await descendantsOf(process.pid)).filter(isEncoder)

  /** Some of it is recorded; a picture that stands still is little more than its sound. */
  const recorded = async () => {
    const frames = peer.recordedBytes()
    await until('more is recorded', () => peer.recordedBytes() > frames + 15_000, 10_000)
  }

  // One orientation with each build; all four in the long form.
  const everything = process.env.TALLY_TEST_ALL !== undefined
  const orientations = (['horizontal', 'vertical'] as const).filter(
    (orientation) => everything || (orientation === 'vertical') === (name === 'system'),
  )

  test.each(orientations)('every arrangement is delivered on a %s canvas, on one connection and with one encoder', async (orientation) => {
    const wide = orientation === 'horizontal'
    program = { layers: [screen], channels: [], orientation, ...defaultEncoding, videoKbps: 1500, audioKbps: 128, gopSeconds: 1 }
    // the camera is 16:9 and half as high as the short side
    const across = wide ? 0.5 : (0.5 * 16) / 9
    const down = wide ? 0.5 : (0.5 * 9) / 16
    const steps: readonly { readonly what: string; readonly to: Partial<ProgramSettings>; readonly look: Look }[] = [
      {
        what: 'screen',
        to: {},
        look: wide
          ? [
              [0.1, 0.1, violet],
              [0.9, 0.9, violet],
            ]
          : [
              [0.1, 0.5, violet],
              [0.9, 0.5, violet],
              [0.5, 0.1, black],
            ],
      },
      {
        what: 'camera below right',
        to: { layers: [screen, corner({})], channels: [cameraSound()] },
        look: [
          [1 - 0.9 * across, 1 - 0.5 * down, red],
          [1 - 0.1 * across, 1 - 0.5 * down, green],
          [0.1, wide ? 0.3 : 0.45, violet],
        ],
      },
      {
        what: 'mirrored',
        to: { layers: [screen, corner({ mirrored: true })] },
        look: [
          [1 - 0.9 * across, 1 - 0.5 * down, green],
          [1 - 0.1 * across, 1 - 0.5 * down, red],
        ],
      },
      {
        what: 'above left',
        to: { layers: [screen, corner({ x: 0, y: 0 })] },
        look: [
          [0.1 * across, 0.5 * down, red],
          [0.9 * across, 0.5 * down, green],
          [0.9, wide ? 0.9 : 0.5, violet],
        ],
      },
      {
        what: 'hidden',
        to: { layers: [screen, corner({ x: 0, y: 0, hidden: true })] },
        look: [
          [0.1, 0.5, violet],
          [0.9, 0.5, violet],
        ],
      },
      {
        what: 'side by side',
        to: { layers: [{ ...screen, place: 'first-half', fit: 'fill' }, camera('second-half', 'fill')] },
        look: wide
          ? [
              [0.25, 0.5, violet],
              [0.6, 0.5, red],
              [0.9, 0.5, green],
            ]
          : [
              [0.5, 0.25, violet],
              [0.2, 0.75, red],
              [0.8, 0.75, green],
            ],
      },
      {
        what: 'camera alone',
        to: { layers: [camera('whole', 'fill')] },
        look: [
          [0.1, 0.5, red],
          [0.9, 0.5, green],
          [0.1, 0.05, red],
          [0.9, 0.95, green],
        ],
      },
      {
        what: 'image',
        to: { layers: [{ source: { kind: 'image', path: imageFile }, place: 'whole', fit: 'fit' }], channels: [] },
        look: wide
          ? [
              [0.5, 0.5, blue],
              [0.05, 0.5, black],
            ]
          : [
              [0.5, 0.5, blue],
              [0.5, 0.03, black],
            ],
      },
    ]
    await change({})
    expect(await pipeline.startSending({ ingestUrl: peer.ingestUrl, streamKey: 'scenes', mode: 'CMAF' })).toMatchObject({ ok: true })
    const pids = new Set<number>()
    for (const { what, to, look } of steps) {
      await change(to)
      await until3s(look, what)
      await recorded()
      for (const { pid } of await encoders()) pids.add(pid)
    }
    await pipeline.stopSending()

    expect(pids.size).toBe(2) // the screen alone has one of its own
    const [recording = '', ...others] = peer.recordings()
    expect(others).toEqual([])
    const delivered = await thumbnails(recording, !wide)
    let from = 0
    for (const { what, look } of steps) {
      const found = delivered.findIndex((thumbnail, index) => index >= from && shows(thumbnail, look))
      expect(found, `${what} is delivered, after what came before it`).toBeGreaterThanOrEqual(from)
      from = found
    }
    const samples = await readSamples(recording)
    expect(tonePower(samples, 48_000, cameraTone)).toBeGreaterThan(0.001)
  })

  test('levels of every sound are told, a muted one is heard by nobody, and everything closes', async () => {
    program = {
      layers: [camera('whole')],
      channels: [cameraSound()],
      orientation: 'horizontal',
      ...defaultEncoding,
      videoKbps: 800,
      audioKbps: 128,
      gopSeconds: 1,
    }
    await change({})
    await until('it is heard', () => (levels?.peakDb ?? -120) > -20, 8000)
    expect(levels?.channels).toMatchObject([{ sourceId: `file:${cameraFile}` }])
    expect(capture.open).toMatchObject([{ id: `file:${cameraFile}`, state: 'running', width: 640, height: 360, failure: null }])
    await change({ channels: [cameraSound({ muted: true })] })
    await until('it is not heard', () => (levels?.peakDb ?? 0) < -60, 5000)
    expect(levels?.channels?.[0]?.peakDb).toBeGreaterThan(-30)
    expect(await encoders()).toHaveLength(1)
    await pipeline.stopProgram()
    expect(capture.open).toEqual([])
    expect((await descendantsOf(process.pid)).filter(isFfmpeg)).toEqual([])
  })

  test('a show begins without a microphone that is not there, but takes none that is chosen later', async () => {
    const absent: SoundChannel = { ...cameraSound(), source: { kind: 'microphone', id: 'mic:unplugged' } }
    program = {
      layers: [screen],
      channels: [absent],
      orientation: 'horizontal',
      videoKbps: 800,
      audioKbps: 128,
      gopSeconds: 1,
      ...defaultEncoding,
    }
    await change({})
    expect(capture.open).toMatchObject([{ id: 'mic:unplugged', state: 'lost', failure: { code: 'microphone-unavailable' } }])
    await change({ channels: [] })
    expect(await pipeline.startProgram({ ...program, channels: [absent] })).toMatchObject({ ok: false, failure: { code: 'microphone-unavailable' } })
    expect(capture.open).toEqual([])
    await until('one encoder', async () => (await encoders()).length === 1, 6000)
  })
})
