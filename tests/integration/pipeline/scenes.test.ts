import { execFile } from 'node:child_process'
import { rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Levels } from '#shared/contract'
import { defaultEncoding } from '#shared/encoding'
import { defaultCameraPlace, type Scene, type SceneLayout } from '#shared/scenes'
import { systemClock } from '../../../electron/clock.ts'
import { sceneLayers } from '../../../electron/core/scene-layers.ts'
import { slatePath } from '../../../electron/core/slate-path.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { CaptureView, PictureLayer, Pipeline, ProgramSettings, SoundChannel, SoundSource } from '../../../electron/pipeline/port.ts'
import { keyOfSound } from '../../../electron/pipeline/source/source-key.ts'
import { openXConnection } from '../../../electron/pipeline/source/x-connection.ts'
import { readFlvTimes } from '../../rig/flv-times.ts'
import { descendantsOf, isEncoder, isFfmpeg } from '../../rig/process-tree.ts'
import { splitInTwo } from '../../rig/split-screen.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { startTestSoundServer, type TestSoundServer } from '../../rig/test-sound-server.ts'
import { colourAt, type Thumbnail, thumbnails } from '../../rig/thumbnails.ts'
import { readTimedSound } from '../../rig/timed-sound.ts'
import { sineDbfs, tonePower } from '../../rig/tone.ts'
import { until } from '../../rig/until.ts'
import { openXWindows, type XWindows } from '../../rig/x-windows.mjs'
import { hasRtmpPeer, type RtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds, noKeeper } from '../relay/test-encoder.ts'
import { decode } from '../sandbox/decode.ts'
import { makeMedia } from './source/make-media.ts'
import { distance, startXDisplay, type XDisplay } from './x-display.ts'

const run = promisify(execFile)

const [violet, yellow, red, green, blue, orange, cyan, black] = [0x8020c0, 0xe0d020, 0xe02020, 0x10a040, 0x2040d0, 0xd07010, 0x20b0b0, 0x000000]
/** Behind a picture they are darker. */
const [darkBlue, darkOrange, darkCyan] = [0x0827b7, 0x9c3d00, 0x007d7d]
/** In Hz. */
const [cameraTone, microphoneTone, computerTone] = [1500, 1750, 2350]
/** Peaks of what they play, in dBFS: of ffmpeg's sine and of PulseAudio's. */
const [cameraDbfs, deviceDbfs] = [-18, -6]
const hostileName = '-f lavfi; [1]: \'q\' "w" %d \\ , 창 🙂'

/** A picture by the colours at some of its places (0…1 from the left, 0…1 from the top), or one that it looks like. */
type Look = readonly (readonly [x: number, y: number, rgb: number])[] | Thumbnail

const isThumbnail = (look: Look): look is Thumbnail => 'rgb' in look

const differenceOf = (a: Thumbnail, b: Thumbnail): number =>
  a.rgb.reduce((sum, value, at) => sum + Math.abs(value - (b.rgb[at] ?? 0)), 0) / a.rgb.length

const shows = (picture: Thumbnail, look: Look) =>
  isThumbnail(look) ? differenceOf(picture, look) < 8 : look.every(([x, y, rgb]) => distance(colourAt(picture, x, y), rgb) < 40)

const told = (picture: Thumbnail, look: Look) =>
  isThumbnail(look)
    ? `differs by ${differenceOf(picture, look)}`
    : look.map(([x, y, rgb]) => `${x},${y}: ${colourAt(picture, x, y).join('/')} for ${rgb.toString(16).padStart(6, '0')}`).join('; ')

/** ffmpeg makes one channel of two that are alike 3 dB louder. */
const ofTwoChannels = 3

/** By their tones, in dBFS; all others are silent. */
type Heard = Readonly<Record<number, number>>

const hears = (samples: Float32Array): Heard =>
  Object.fromEntries(
    [cameraTone, microphoneTone, computerTone].flatMap((hz) => {
      const dbfs = sineDbfs(samples) + 10 * Math.log10(tonePower(samples, 48_000, hz)) - ofTwoChannels
      return dbfs > -50 ? [[hz, Math.round(dbfs)]] : []
    }),
  )

const soundsLike = (heard: Heard, wanted: Heard): boolean =>
  Object.keys(heard).join() === Object.keys(wanted).join() &&
  Object.entries(wanted).every(([hz, dbfs]) => Math.abs((heard[Number(hz)] ?? -120) - dbfs) <= 2)

describe.runIf(hasRtmpPeer).each(ffmpegBuilds)('scenes with the $name build', ({ name, path }) => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let display: XDisplay
  let windows: XWindows
  let sound: TestSoundServer
  let peer: RtmpPeer
  let pipeline: Pipeline
  let picture: Uint8Array | null = null
  let levels: Levels | null = null
  let frames = 0
  let capture: CaptureView = { open: [], warnings: [] }
  let program: ProgramSettings
  let cameraFile: string
  let imageFile: string

  const loadSound = (...args: readonly string[]) => run('pactl', ['load-module', ...args], { env: { ...process.env, ...sound.env } })

  beforeAll(async () => {
    dir = await makeTempDir('tally scenes')
    cameraFile = join(dir.path, 'camera: [1];\'%d" 카메라.mp4')
    imageFile = join(dir.path, '-image,%03d 그림.png')
    const colour = (rgb: number, size: string) => `color=0x${rgb.toString(16)}:s=${size}:r=30`
    const halves = `${colour(red, '320x360')}[l];${colour(green, '320x360')}[r];[l][r]hstack[v]`
    const upright = `${colour(blue, '300x250')}[t];${colour(orange, '300x250')}[b];[t][b]vstack[v]`
    const film = ['-f', 'lavfi', '-i', `sine=f=${cameraTone}:r=44100`, '-filter_complex', halves, '-map', '[v]', '-map', '0:a', '-t', '4']
    const started = await Promise.all([
      startXDisplay(),
      startTestSoundServer(),
      startRtmpPeer(),
      makeMedia([...film, cameraFile]),
      makeMedia(['-filter_complex', upright, '-map', '[v]', '-frames:v', '1', join(dir.path, 'image.png')]),
    ])
    display = started[0]
    sound = started[1]
    peer = started[2]
    await rename(join(dir.path, 'image.png'), imageFile)
    await display.paint(violet)
    windows = await openXWindows(Number(display.name.slice(1)))
    // one device of each usual rate
    await loadSound('module-null-sink', 'sink_name=desk', 'rate=44100')
    await loadSound('module-sine', 'sink=desk', `frequency=${microphoneTone}`)
    await loadSound(
      'module-remap-source',
      'source_name=desk.mic',
      'master=desk.monitor',
      `source_properties='device.description="책상, 마이크: [1]; %d"'`,
    )
    const speakers = sound.speakers.replace('.monitor', '')
    await loadSound('module-sine', `sink=${speakers}`, `frequency=${computerTone}`)
    await run('pactl', ['set-default-sink', speakers], { env: { ...process.env, ...sound.env } })
  })

  afterAll(async () => {
    windows.close()
    await peer.close()
    await sound.stop()
    await display.stop()
    await dir.remove()
  })

  beforeEach(() => {
    pipeline = createPipeline({
      clock: systemClock,
      keeper: noKeeper,
      logger: silentLogger,
      runDir: dir.path,
      env: { ...process.env, DISPLAY: display.name, ...sound.env },
      bundledFfmpeg: () => path,
    })
    picture = null
    pipeline.onPreview((jpeg) => {
      picture = jpeg
    })
    pipeline.onTelemetry(({ encoderFrames }) => {
      frames = encoderFrames ?? 0
    })
    pipeline.onLevels((value) => {
      levels = value
    })
    pipeline.onCapture((value) => {
      capture = value
    })
  })

  afterEach(() => pipeline[Symbol.asyncDispose]())

  const screen: PictureLayer = { source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit: 'fit' }
  const camera = (place: PictureLayer['place'], fit: PictureLayer['fit'] = 'fit'): PictureLayer => ({
    source: { kind: 'file', path: cameraFile },
    place,
    fit,
  })
  const channel = (source: SoundSource, change: Partial<SoundChannel> = {}): SoundChannel => ({
    source,
    levelDb: 0,
    muted: false,
    delayMs: 0,
    ...change,
  })
  const cameraSound = (change: Partial<SoundChannel> = {}) => channel({ kind: 'file', path: cameraFile }, change)
  const microphone = (change: Partial<SoundChannel> = {}) => channel({ kind: 'microphone', id: 'mic:desk.mic' }, change)
  const computer = (change: Partial<SoundChannel> = {}) => channel({ kind: 'system', id: 'system' }, change)

  const change = async (to: Partial<ProgramSettings>) => {
    program = { ...program, ...to }
    expect(await pipeline.startProgram(program)).toEqual({ ok: true, value: undefined })
  }

  const until8s = async (look: Look, what: string) => {
    let seen = ''
    const isShown = async () => {
      if (picture === null) return false
      const [newest] = await thumbnails(picture, program.orientation === 'vertical')
      if (newest !== undefined) seen = told(newest, look)
      return newest !== undefined && shows(newest, look)
    }
    await until(() => `${what}: ${seen}`, isShown, 8000)
  }

  const stateOf = (id: string) => capture.open.find((source) => source.id === id)?.state

  const encoders = async () => (await descendantsOf(process.pid)).filter(isEncoder)

  /** Long enough to be heard, also where a busy encoder still has pictures of what came before. */
  const lasts = async (what: string) => {
    const before = frames
    await until(`${what} lasts`, () => frames >= before + 40, 20_000)
  }

  // One orientation with each build; all four in the long form.
  const everything = process.env.TALLY_TEST_ALL !== undefined
  const orientations = (['horizontal', 'vertical'] as const).filter(
    (orientation) => everything || (orientation === 'vertical') === (name === 'bundled'),
  )

  test.each(orientations)('every scene and every source is delivered on a %s canvas, on one connection and with one encoder', async (orientation) => {
    const wide = orientation === 'horizontal'
    const [width, height] = wide ? [1280, 720] : [720, 1280]
    const place = { y: 300, width: 160, height: 160 }
    const top = await windows.make({ name: 'top', rgb: yellow, x: 0, y: 0, width: 1280, height: 100 })
    const plain = await windows.make({ ...place, name: 'plain', rgb: orange, x: 960 })
    const hostile = await windows.make({ ...place, name: hostileName, rgb: cyan, x: 1120 })
    const { sources, microphones } = await pipeline.listSources()
    expect(sources.filter(({ id }) => id.startsWith('window:')).map(({ label }) => label)).toEqual([hostileName, 'plain', 'top'])
    expect(microphones.map(({ label }) => label)).toContain('책상, 마이크: [1]; %d')

    const slate = slatePath(resolve('resources/slates'), 'ko', orientation)
    const [slateLook] = await thumbnails(slate, !wide, 25)
    const scene = (
      layout: SceneLayout,
      its: { sourceId?: string; camera?: Partial<Scene['camera']> } & Partial<Pick<Scene, 'fit' | 'part'>> = {},
    ) => {
      const place = { ...defaultCameraPlace, size: 0.5, margin: 0, ...its.camera }
      const path = layout === 'image' ? imageFile : cameraFile
      const shown: Scene = { id: 'a', name: null, layout, fit: its.fit ?? 'fit', camera: place, path, part: its.part ?? null }
      return sceneLayers(shown, { sourceId: its.sourceId ?? 'screen:0', cameraId: `file:${cameraFile}` }, slate)
    }
    // the camera is 16:9 and half as high as the short side
    const across = wide ? 0.5 : (0.5 * 16) / 9
    const down = wide ? 0.5 : (0.5 * 9) / 16
    /** A picture as high as it is wide, and what is beside it. */
    const square = (rgb: number, beside: number): Look => {
      const along = (at: number, colour: number) => (wide ? ([at, 0.5, colour] as const) : ([0.5, at, colour] as const))
      return [along(0.26, rgb), along(0.5, rgb), along(0.74, rgb), along(0.1, beside), along(0.9, beside)]
    }
    type Step = {
      readonly what: string
      readonly to: Partial<ProgramSettings>
      readonly look: Look
      readonly heard: Heard
      readonly before?: () => Promise<unknown>
    }
    const steps: readonly Step[] = [
      {
        what: 'screen',
        to: { layers: scene('screen') },
        look: wide
          ? [
              [0.1, 0.06, yellow],
              [0.1, 0.3, violet],
              [0.9, 0.9, violet],
            ]
          : [
              [0.5, 0.367, yellow],
              [0.1, 0.6, violet],
              [0.9, 0.6, violet],
              [0.5, 0.1, black],
            ],
        heard: {},
      },
      {
        what: 'a part of the screen',
        // 320 × 200 pixels: half of the window above, half of what lies below
        to: { layers: scene('screen', { part: { x: 0, y: 0, width: 0.25, height: 200 / 720 } }) },
        look: wide
          ? [
              [0.5, 0.25, yellow],
              [0.9, 0.25, yellow],
              [0.5, 0.75, violet],
              [0.02, 0.5, black],
            ]
          : [
              [0.1, 0.4, yellow],
              [0.9, 0.4, yellow],
              [0.5, 0.6, violet],
              [0.5, 0.1, black],
            ],
        heard: {},
      },
      {
        what: 'camera below right, with its sound',
        to: { layers: scene('screen-camera'), channels: [cameraSound()] },
        look: [
          [1 - 0.9 * across, 1 - 0.5 * down, red],
          [1 - 0.1 * across, 1 - 0.5 * down, green],
          [0.1, wide ? 0.3 : 0.45, violet],
        ],
        heard: { [cameraTone]: cameraDbfs },
      },
      {
        what: 'round and mirrored, with a microphone',
        to: { layers: scene('screen-camera', { camera: { shape: 'round', mirrored: true } }), channels: [microphone()] },
        look: [
          [1 - 180 / width - 80 / width, 1 - 180 / height, green],
          [1 - 180 / width + 80 / width, 1 - 180 / height, red],
          [1 - 20 / width, 1 - 20 / height, wide ? violet : black],
          [1 - 340 / width, 1 - 340 / height, wide ? violet : black],
        ],
        heard: { [microphoneTone]: deviceDbfs },
      },
      {
        what: 'above left, with two sounds',
        to: { layers: scene('screen-camera', { camera: { x: 0, y: 0 } }), channels: [microphone({ levelDb: -12 }), computer({ levelDb: -6 })] },
        look: [
          [0.1 * across, 0.5 * down, red],
          [0.9 * across, 0.5 * down, green],
          [0.9, wide ? 0.9 : 0.6, violet],
        ],
        heard: { [microphoneTone]: deviceDbfs - 12, [computerTone]: deviceDbfs - 6 },
      },
      {
        what: 'side by side, mirrored, one sound muted',
        to: {
          layers: scene('side-by-side', { fit: 'fill', camera: { mirrored: true } }),
          channels: [microphone({ muted: true }), computer({ delayMs: 200 })],
        },
        look: wide
          ? [
              [0.25, 0.3, violet],
              [0.6, 0.5, green],
              [0.9, 0.5, red],
            ]
          : [
              [0.25, 0.25, violet],
              [0.2, 0.75, green],
              [0.8, 0.75, red],
            ],
        heard: { [computerTone]: deviceDbfs },
      },
      {
        what: 'camera alone, filling',
        to: { layers: scene('camera', { fit: 'fill' }), channels: [cameraSound({ levelDb: 6 }), microphone()] },
        look: [
          [0.1, 0.05, red],
          [0.9, 0.05, green],
          [0.1, 0.95, red],
          [0.9, 0.95, green],
        ],
        heard: { [cameraTone]: cameraDbfs + 6, [microphoneTone]: deviceDbfs },
      },
      {
        what: 'camera alone, mirrored',
        to: { layers: scene('camera', { camera: { mirrored: true } }), channels: [computer()] },
        look: [
          [0.1, 0.5, green],
          [0.9, 0.5, red],
          [0.9, 0.05, wide ? red : black],
        ],
        heard: { [computerTone]: deviceDbfs },
      },
      {
        what: 'image',
        to: { layers: scene('image'), channels: [] },
        look: wide
          ? [
              [0.5, 0.25, blue],
              [0.5, 0.75, orange],
              [0.05, 0.5, black],
            ]
          : [
              [0.5, 0.25, blue],
              [0.5, 0.75, orange],
              [0.5, 0.02, black],
            ],
        heard: {},
      },
      {
        what: 'image in front of itself',
        to: { layers: scene('image', { fit: 'blur' }) },
        look: [
          [0.5, 0.25, blue],
          [0.5, 0.75, orange],
          ...(wide
            ? ([
                [0.05, 0.2, darkBlue],
                [0.95, 0.8, darkOrange],
              ] as const)
            : ([
                [0.5, 0.02, darkBlue],
                [0.5, 0.98, darkOrange],
              ] as const)),
        ],
        heard: {},
      },
      { what: 'be right back', to: { layers: scene('slate') }, look: slateLook ?? [], heard: {} },
      {
        what: 'a film',
        to: { layers: scene('file'), channels: [cameraSound()] },
        look: [
          [0.1, 0.5, red],
          [0.9, 0.5, green],
        ],
        heard: { [cameraTone]: cameraDbfs },
      },
      {
        what: 'one window of three',
        to: { layers: scene('screen', { sourceId: `window:${plain}` }), channels: [] },
        look: square(orange, black),
        heard: {},
      },
      {
        what: 'another, in front of itself',
        to: { layers: scene('screen', { sourceId: `window:${hostile}`, fit: 'blur' }) },
        look: square(cyan, darkCyan),
        heard: {},
      },
    ]
    program = { layers: [screen], channels: [], orientation, ...defaultEncoding, videoKbps: 1500, audioKbps: 128, gopSeconds: 1 }
    const before = new Set(peer.recordings())
    const pids = new Set<number>()
    for (const { what, to } of steps) {
      await change(to)
      if (pids.size === 0)
        expect(await pipeline.startSending({ ingestUrl: peer.ingestUrl, streamKey: 'scenes', mode: 'CMAF' })).toMatchObject({ ok: true })
      const heard = program.channels.filter(({ muted }) => !muted).map(({ source }) => keyOfSound(source))
      await until(`${what} is heard`, () => heard.every((id) => levels?.channels?.some(({ sourceId, peakDb }) => sourceId === id && peakDb > -40)))
      await lasts(what)
      for (const { pid } of await encoders()) pids.add(pid)
    }
    // what is sent is a little behind what is encoded
    await lasts('the last one')
    await pipeline.stopSending()
    await Promise.all([top, plain, hostile].map((id) => windows.destroy(id)))

    const preview = join(dir.path, 'preview.jpg')
    await writeFile(preview, picture ?? new Uint8Array())
    expect(await decode(preview)).toMatchObject(wide ? { width: 640, height: 360 } : { width: 360, height: 640 })
    const [recording = '', ...others] = peer.recordings().filter((file) => !before.has(file))
    expect(others).toEqual([])
    expect(await decode(recording)).toMatchObject({ width, height, hasSound: true, complaints: '' })
    const delivered = await thumbnails(recording, !wide)
    const sound = await readTimedSound(recording)
    const beginsMs = (await readFlvTimes(recording)).pictures[0] ?? 0
    const places: number[] = []
    for (const { what, look } of steps) {
      const from = places.at(-1) ?? 0
      const found = delivered.findIndex((thumbnail, index) => index >= from && shows(thumbnail, look))
      expect(found, `${what} is delivered, after what came before it`).toBeGreaterThanOrEqual(from)
      places.push(found)
    }
    for (const [index, { what, heard }] of steps.entries()) {
      const [begins, ends] = [places[index] ?? 0, places[index + 1] ?? delivered.length]
      const pieces = Array.from({ length: Math.max(0, ends - begins - 3) }, (_, at) =>
        hears(sound.between(beginsMs + 100 * (begins + at), beginsMs + 100 * (begins + at + 3))),
      )
      const told = `${what} sounds like ${JSON.stringify(heard)}: ${JSON.stringify(pieces)}`
      expect(
        pieces.some((piece) => soundsLike(piece, heard)),
        told,
      ).toBe(true)
    }
    expect(pids.size).toBe(2) // the screen alone has one of its own
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

  test('a window or monitor that is not there is said, leaves the rest as it is, and is back by itself', async () => {
    const window = await windows.make({ name: hostileName, rgb: cyan, x: 1120, y: 300, width: 160, height: 160 })
    const [right, shown] = ['screen:RIGHT', `window:${window}`]
    const beside = (first: PictureLayer['source'], second: PictureLayer['source']): PictureLayer[] => [
      { source: first, place: 'first-half', fit: 'fill' },
      { source: second, place: 'second-half', fit: 'fill' },
    ]
    program = {
      layers: beside({ kind: 'window', id: shown }, { kind: 'screen', id: right }),
      channels: [],
      orientation: 'horizontal',
      ...defaultEncoding,
      videoKbps: 800,
      audioKbps: 128,
      gopSeconds: 1,
    }
    const there = [0.25, 0.5, cyan] as const
    await change({})
    expect(capture.open).toContainEqual({
      id: right,
      state: 'lost',
      width: null,
      height: null,
      failure: expect.objectContaining({ code: 'screen-unavailable', params: { sourceId: right } }),
    })
    await until8s([there], 'the window alone')
    const opened = await openXConnection({ DISPLAY: display.name }, 5000)
    if (!opened.ok) throw new Error(opened.failure.detail)
    await splitInTwo(opened.value)
    opened.value[Symbol.dispose]()
    await until8s([there, [0.6, 0.7, violet]], 'the monitor')
    await until('it runs', () => stateOf(right) === 'running')

    if (name === 'bundled') return // it sees the part of the screen, whatever is there
    await windows.hide(window)
    await until('the hidden window is missed', () => stateOf(shown) === 'lost', 8000)
    expect(stateOf(right)).toBe('running')
    await windows.show(window)
    await until('it is back', () => stateOf(shown) === 'running', 8000)
    await until8s([there, [0.6, 0.7, violet]], 'both')
  })
})
