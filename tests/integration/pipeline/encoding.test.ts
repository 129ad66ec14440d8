import { execFileSync, spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Telemetry } from '#shared/contract'
import { hardwareEncoders } from '#shared/encoding'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { Pipeline, PipelineEvent, ProgramSettings } from '../../../electron/pipeline/port.ts'
import { someProgram, tone } from '../../fakes/some-program.ts'
import { continuityOf } from '../../rig/counter-continuity.ts'
import { readFlvTimes, stepsOf } from '../../rig/flv-times.ts'
import { descendantsOf, isFfmpeg } from '../../rig/process-tree.ts'
import { readCounters, readFps } from '../../rig/read-video.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { startTestScreen, type TestScreen } from '../../rig/test-screen.ts'
import { until } from '../../rig/until.ts'
import { hasRtmpPeer, type RtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds, noKeeper } from '../relay/test-encoder.ts'

const changes: readonly Partial<ProgramSettings>[] = [{ preset: 'ultrafast' }, { fps: 60 }, { videoKbps: 900, preset: 'superfast' }, { fps: 30 }]

describe.each(ffmpegBuilds)('encoding with the $name build', ({ name, path }) => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let world: TestScreen
  let pipeline: Pipeline
  let telemetry: Telemetry[]
  let events: PipelineEvent[]

  beforeEach(async () => {
    dir = await makeTempDir('tally encoding')
    world = await startTestScreen()
    const env = { ...process.env, DISPLAY: world.display }
    pipeline = createPipeline({ clock: systemClock, keeper: noKeeper, logger: silentLogger, runDir: dir.path, env, bundledFfmpeg: () => path })
    telemetry = []
    events = []
    pipeline.onTelemetry((value) => telemetry.push(value))
    pipeline.onEvent((event) => events.push(event))
  })

  afterEach(async () => {
    await pipeline[Symbol.asyncDispose]()
    await world.stop()
    await dir.remove()
  })

  const moreFrames = async (count: number) => {
    const frames = () => telemetry.at(-1)?.encoderFrames ?? 0
    const before = frames()
    await until(`${count} more frames`, () => frames() >= before + count, 20_000)
  }

  /** What viewers would be sent: begun with one program, changed while it is sent. */
  const send = async (peer: RtmpPeer, first: ProgramSettings, changes: readonly Partial<ProgramSettings>[]) => {
    let program = first
    expect(await pipeline.startProgram(program)).toEqual({ ok: true, value: undefined })
    expect(await pipeline.startSending({ ingestUrl: peer.ingestUrl, streamKey: 'encoding', mode: 'CMAF' })).toMatchObject({ ok: true })
    await moreFrames(15)
    for (const change of changes) {
      program = { ...program, ...change }
      expect(await pipeline.startProgram(program)).toEqual({ ok: true, value: undefined })
      await moreFrames(program.fps)
      // The one before goes on until its successor has caught up.
      const { fps } = program
      await until(`${fps} pictures a second`, () => Math.abs((telemetry.at(-1)?.fps ?? 0) - fps) < fps / 6, 20_000)
    }
    await pipeline.stopSending()
    const [recording = '', ...others] = peer.recordings()
    expect({ others, publishes: peer.publishes().length }).toEqual({ others: [], publishes: 1 })
    return recording
  }

  const onPeer = async (check: (peer: RtmpPeer) => Promise<void>) => {
    const peer = await startRtmpPeer()
    try {
      await check(peer)
    } finally {
      await peer.close()
    }
  }

  const probe = (file: string) =>
    execFileSync('ffprobe', ['-v', 'error', '-select_streams', 'v', '-show_entries', 'stream=width,height,profile,level', '-of', 'csv=p=0', file], {
      encoding: 'utf8',
    }).trim()

  const ways = [
    ['the bus composes', 'fill'],
    ['the encoder opens by itself', 'fit'],
  ] as const
  test.runIf(hasRtmpPeer).each(ways.slice(0, name === 'bundled' ? 2 : 1))(
    'preset, bitrate and rate change on one connection while the picture that %s goes on',
    (_, fit) =>
      onPeer(async (peer) => {
        const layers = [{ source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit }] as const
        const first: ProgramSettings = { ...someProgram, layers, channels: [tone], videoKbps: 1500 }
        const file = await send(peer, first, changes)

        const { pictures, sounds } = await readFlvTimes(file)
        const steps = stepsOf(pictures)
        expect(Math.min(...steps, ...stepsOf(sounds))).toBeGreaterThan(0)
        expect(Math.max(...steps)).toBeLessThanOrEqual(300)
        expect(Math.max(...stepsOf(sounds))).toBeLessThanOrEqual(90)
        expect(Math.abs((pictures.at(-1) ?? 0) - (sounds.at(-1) ?? 0))).toBeLessThan(100)
        const isQuick = (step: number) => step <= 20
        expect(steps.filter(isQuick).length).toBeGreaterThan(50)
        expect(steps.length - 1 - steps.findLastIndex(isQuick), 'it is slow again at the end').toBeGreaterThan(4)

        const decoded = spawnSync('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-vsync', 'cfr', '-f', 'null', '-'], { encoding: 'utf8' })
        expect(decoded.stderr).toBe('')
        const { readable, backwards, largestHoleMs } = continuityOf(
          (await readCounters(file)).map(({ index, value }) => ({ atMs: (index * 1000) / readFps, value })),
        )
        expect(readable).toBeGreaterThan(0.9)
        // a new encoder begins with a picture that it took a moment before the newest one of the old encoder
        expect(backwards).toBeLessThanOrEqual(changes.length)
        expect(largestHoleMs).toBeLessThanOrEqual(500)
      }),
  )

  const shapes = [
    ['horizontal', '1920,1080'],
    ['vertical', '1080,1920'],
  ] as const
  // The shape is the encoder's matter, not the build's.
  test.runIf(hasRtmpPeer).each(name === 'bundled' ? shapes : [])('1080p stands %s as it should', (orientation, size) =>
    onPeer(async (peer) => {
      const file = await send(peer, { ...someProgram, orientation, height: 1080, preset: 'ultrafast' }, [])
      expect(probe(file)).toBe(`High,${size},42`)
    }),
  )

  test('a chip that this computer does not have is not offered, and x264 works in its place', async () => {
    const listed = await pipeline.listEncoders({ orientation: 'horizontal', height: 720, fps: 30 })
    expect(listed.map(({ encoder, available, experimental }) => ({ encoder, available, experimental }))).toEqual([
      { encoder: 'x264', available: true, experimental: false },
      ...hardwareEncoders.map((encoder) => ({ encoder, available: false, experimental: true })),
    ])
    expect(listed.slice(1).every(({ failure }) => failure?.code === 'encoder-unavailable' && failure.detail !== '')).toBe(true)

    expect(await pipeline.startProgram({ ...someProgram, encoder: 'vaapi' })).toEqual({ ok: true, value: undefined })
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'encoder-choice',
        state: 'replaced',
        encoder: 'vaapi',
        failure: expect.objectContaining({ code: 'encoder-unavailable' }),
      }),
    )
    await moreFrames(5)
    await pipeline.startProgram(someProgram)
    expect(events.filter(({ type }) => type === 'encoder-choice').at(-1)).toEqual({ type: 'encoder-choice', state: 'kept' })
  })

  test('measuring ends at once when somebody wants the picture, and leaves nothing running', async () => {
    const choosing = pipeline.chooseEncoding()
    await until('it measures', async () => (await descendantsOf(process.pid)).some(isFfmpeg))
    expect(await pipeline.startProgram(someProgram)).toMatchObject({ ok: true })
    expect(await choosing).toMatchObject({ ok: false, failure: { code: 'not-allowed', params: { reason: 'working' } } })
    await pipeline.stopProgram()
    expect((await descendantsOf(process.pid)).filter(isFfmpeg)).toEqual([])
  })
})

test('measuring this computer says what was chosen, and why not more', { timeout: 60_000 }, async () => {
  const dir = await makeTempDir('tally measure')
  const path = ffmpegBuilds[0]?.path ?? null
  const pipeline = createPipeline({ clock: systemClock, keeper: noKeeper, logger: silentLogger, runDir: dir.path, bundledFfmpeg: () => path })
  const chosen = await pipeline.chooseEncoding()
  await pipeline[Symbol.asyncDispose]()
  await dir.remove()
  if (!chosen.ok) throw new Error(JSON.stringify(chosen.failure))
  const { encoding, measured, limit } = chosen.value
  console.log(
    measured
      .map(({ height, fps, preset, measuredFps, share }) => `${height}p${fps} ${preset}: ${measuredFps.toFixed(0)}/s ${(share * 100).toFixed(0)} %`)
      .join('\n'),
  )
  expect(measured[0]).toMatchObject({ height: 1080, fps: 60, preset: 'veryfast' })
  expect(measured.every(({ measuredFps, share }) => measuredFps > 5 && share > 0.005)).toBe(true)
  const isBest = encoding.height === 1080 && encoding.fps === 60 && encoding.preset === 'fast'
  expect(limit === null).toBe(isBest)
  expect(limit?.fits ?? false).toBe(false)
})
