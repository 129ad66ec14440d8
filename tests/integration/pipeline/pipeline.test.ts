import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Telemetry } from '#shared/contract'
import { defaultEncoding } from '#shared/encoding'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { toneHz } from '../../../electron/pipeline/encoder/tone.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { Pipeline, PipelineEvent, ProgramSettings } from '../../../electron/pipeline/port.ts'
import { someProgram, tone } from '../../fakes/some-program.ts'
import { descendantsOf, isEncoder, isFfmpeg } from '../../rig/process-tree.ts'
import { readSamples } from '../../rig/read-video.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { followsOrder, toneSequence } from '../../rig/tone.ts'
import { until } from '../../rig/until.ts'
import { hasRtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds, noKeeper, otherBuildInLongForm } from '../relay/test-encoder.ts'
import { distance, pixelOf, startXDisplay, type XDisplay } from './x-display.ts'

const screen: ProgramSettings = {
  layers: [{ source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit: 'fit' }],
  channels: [tone],
  orientation: 'horizontal',
  ...defaultEncoding,
  videoKbps: 1500,
  audioKbps: 128,
  gopSeconds: 1,
}
const pattern: ProgramSettings = { ...screen, layers: someProgram.layers }
const [violet, green] = [0x8020c0, 0x10a040]

/** A pipeline with everything that it says about itself. */
const watched = (pipeline: Pipeline) => {
  const events: PipelineEvent[] = []
  const telemetry: Telemetry[] = []
  let picture: Uint8Array | null = null
  let pictures = 0
  pipeline.onEvent((event) => events.push(event))
  pipeline.onTelemetry((value) => telemetry.push(value))
  pipeline.onPreview((jpeg) => {
    picture = jpeg
    pictures += 1
  })
  const encoderStates = () => events.filter((event) => event.type === 'encoder').map(({ state }) => state)
  return {
    pipeline,
    events,
    telemetry,
    encoderStates,
    pictures: () => pictures,
    frames: () => telemetry.at(-1)?.encoderFrames ?? 0,
    previewShows: (rgb: number) =>
      until(`the preview shows ${rgb.toString(16)}`, async () => picture !== null && distance(await pixelOf(picture, 'mjpeg'), rgb) < 24, 10_000),
    encoderPid: () => until('an encoder', async () => (await descendantsOf(process.pid)).find(isEncoder)?.pid),
  }
}

describe.each(ffmpegBuilds)('the pipeline with the $name build', ({ path }) => {
  otherBuildInLongForm(path)
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let display: XDisplay
  let watch: ReturnType<typeof watched>

  beforeEach(async () => {
    dir = await makeTempDir('run')
    display = await startXDisplay()
    await display.paint(violet)
    const env = { ...process.env, DISPLAY: display.name }
    watch = watched(createPipeline({ clock: systemClock, logger: silentLogger, keeper: noKeeper, runDir: dir.path, env }))
    expect((await watch.pipeline.locateFfmpeg(path)).failure).toBeNull()
  })
  afterEach(async () => {
    await watch.pipeline[Symbol.asyncDispose]()
    await display.stop()
    await dir.remove()
    expect((await descendantsOf(process.pid)).filter(isFfmpeg)).toEqual([])
  })

  test('shows the screen, follows what is painted on it, and measures its sound', async () => {
    expect(await watch.pipeline.listSources()).toMatchObject({
      sources: [
        { id: 'screen:0', label: 'Screen', width: 1280, height: 720 },
        { id: 'test-pattern', label: 'Test pattern' },
      ],
      failure: null,
    })
    const levels: number[] = []
    watch.pipeline.onLevels(({ peakDb }) => levels.push(peakDb))
    expect(await watch.pipeline.startProgram(screen)).toEqual({ ok: true, value: undefined })
    expect(watch.encoderStates()).toEqual(['starting', 'running'])
    await watch.previewShows(violet)
    await display.paint(green)
    await watch.previewShows(green)
    const [pictures, values] = [watch.pictures(), levels.length]
    const since = performance.now()
    await until('more pictures and levels', () => watch.pictures() >= pictures + 20 && levels.length >= values + 20, 10_000)
    expect((watch.pictures() - pictures) / ((performance.now() - since) / 1000)).toBeLessThan(11.5)
    expect(levels.at(-1)).toBeCloseTo(-18.06, 0)
    await until('a frame rate', () => (watch.telemetry.at(-1)?.fps ?? 0) > 24, 10_000)
    await watch.pipeline.stopProgram()
    expect(watch.encoderStates()).toEqual(['starting', 'running', 'off'])
  })

  test('survives its encoder’s death: the picture comes back and the count of frames never goes back', async () => {
    await watch.pipeline.startProgram(screen)
    await until('frames', () => watch.frames() > 15, 10_000)
    const before = watch.frames()
    process.kill(await watch.encoderPid(), 'SIGKILL')
    await until('running again', () => watch.encoderStates().join() === 'starting,running,restarting,running', 8000)
    await display.paint(green)
    await watch.previewShows(green)
    await until('more frames', () => watch.frames() > before + 30, 8000)
    const counts = watch.telemetry.flatMap(({ encoderFrames }) => (encoderFrames === null ? [] : [encoderFrames]))
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
  })

  test('replaces an encoder that stands still, and a screen that stands still is said to be gone', async () => {
    await watch.pipeline.startProgram(screen)
    process.kill(await watch.encoderPid(), 'SIGSTOP')
    await until('running again', () => watch.encoderStates().join() === 'starting,running,restarting,running', 15_000)
    expect(watch.events.find(({ state }) => state === 'restarting')).toMatchObject({ failure: { code: 'encoder-stalled' } })
    process.kill(display.server.pid, 'SIGSTOP')
    try {
      await until('failed', () => watch.encoderStates().at(-1) === 'failed', 15_000)
    } finally {
      process.kill(display.server.pid, 'SIGCONT')
    }
    expect(watch.events.at(-1)).toMatchObject({ failure: { code: 'screen-unavailable' } })
    expect((await watch.pipeline.startProgram(screen)).ok).toBe(true)
  })

  test('replaces the encoder while it runs, and keeps the old one where the new one fails', async () => {
    await watch.pipeline.startProgram(screen)
    await watch.previewShows(violet)
    expect((await watch.pipeline.startProgram(pattern)).ok).toBe(true)
    await until('only the new encoder', async () => (await descendantsOf(process.pid)).filter(isEncoder).length === 1, 6000)
    expect((await watch.pipeline.startProgram(screen)).ok).toBe(true)
    const failed = await watch.pipeline.startProgram({
      ...screen,
      layers: [{ source: { kind: 'screen', id: 'screen:7' }, place: 'whole', fit: 'fit' }],
    })
    expect(failed).toMatchObject({ ok: false, failure: { code: 'screen-unavailable' } })
    await display.paint(green)
    await watch.previewShows(green)
    expect(watch.encoderStates()).toEqual(['starting', 'running'])
  })

  test('says when the screen is gone, and leaves nothing behind', async () => {
    await watch.pipeline.startProgram(screen)
    await display.server.kill()
    await until('failed', () => watch.encoderStates().includes('failed'), 10_000)
    expect(watch.events.at(-1)).toMatchObject({ type: 'encoder', state: 'failed', failure: { code: 'screen-unavailable' } })
    expect(await watch.pipeline.startProgram(screen)).toMatchObject({ ok: false, failure: { code: 'no-display' } })
    expect(await watch.pipeline.listSources()).toMatchObject({ sources: [{ id: 'test-pattern' }], failure: { code: 'no-display' } })
    expect((await watch.pipeline.startProgram(pattern)).ok).toBe(true)
  })

  test('can be stopped while it starts', async () => {
    const started = watch.pipeline.startProgram(screen)
    await watch.pipeline.stopProgram()
    expect((await started).ok).toBe(false)
    expect(watch.encoderStates().at(-1) ?? 'off').toBe('off')
    expect((await watch.pipeline.startProgram(screen)).ok).toBe(true)
  })

  test.runIf(hasRtmpPeer)('sends the picture and the sound of the program, over an encoder’s death', async () => {
    const peer = await startRtmpPeer()
    try {
      await watch.pipeline.startProgram(screen)
      const sent = await watch.pipeline.startSending({ ingestUrl: peer.ingestUrl, streamKey: 'key+with/all=?&%#', mode: 'CMAF' })
      expect(sent).toEqual({ ok: true, value: undefined })
      process.kill(await watch.encoderPid(), 'SIGKILL')
      await until('running again', () => watch.encoderStates().at(-1) === 'running' && watch.encoderStates().length === 4, 8000)
      await display.paint(green)
      await watch.previewShows(green)
      const bytes = peer.recordedBytes()
      await until('more is recorded', () => peer.recordedBytes() > bytes + 40_000, 10_000)
      await until('numbers', () => (watch.telemetry.at(-1)?.sentKbps ?? 0) > 0 && (watch.telemetry.at(-1)?.queueMs ?? 9999) < 1000, 10_000)
      await watch.pipeline.stopSending()
      const [recording = ''] = peer.recordings()
      expect(peer.recordings()).toHaveLength(1)
      expect(distance(await pixelOf(await readFile(recording), 'flv'), green)).toBeLessThan(24)
      const tones = toneSequence(await readSamples(recording), 48_000, toneHz)
      expect(tones.length).toBeGreaterThan(2)
      expect(followsOrder(tones, toneHz)).toBe(true)
      expect(watch.events.filter((event) => event.type === 'sender').map(({ state }) => state)).toEqual(['connecting', 'publishing', 'off'])
    } finally {
      await peer.close()
    }
  })

  test('reports an ingest that nobody serves, and can be aborted', async () => {
    await watch.pipeline.startProgram(pattern)
    const refused = await watch.pipeline.startSending({ ingestUrl: 'rtmp://127.0.0.1:9/live', streamKey: 'key', mode: 'CMAF' })
    expect(refused).toMatchObject({ ok: false, failure: { code: 'ingest-unreachable' } })
    const abort = new AbortController()
    const aborted = watch.pipeline.startSending({ ingestUrl: 'rtmp://127.0.0.1:9/live', streamKey: 'key', mode: 'CMAF' }, abort.signal)
    abort.abort()
    expect((await aborted).ok).toBe(false)
    expect(watch.encoderStates()).toEqual(['starting', 'running'])
  })
})
