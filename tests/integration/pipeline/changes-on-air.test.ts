import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Telemetry } from '#shared/contract'
import { defaultEncoding } from '#shared/encoding'
import { defaultCameraPlace } from '#shared/scenes'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { soundFrameMs } from '../../../electron/pipeline/encoder-origin.ts'
import { createPipeline } from '../../../electron/pipeline/pipeline.ts'
import type { CaptureView, PictureLayer, Pipeline, ProgramSettings, SoundChannel } from '../../../electron/pipeline/port.ts'
import { tone } from '../../fakes/some-program.ts'
import { ageMs } from '../../rig/barcode.mjs'
import { continuityOf } from '../../rig/counter-continuity.ts'
import { readFlvTimes, stepsOf } from '../../rig/flv-times.ts'
import { countersOfRecording, lagsOfRecording } from '../../rig/lag-of-recording.ts'
import { median } from '../../rig/lip-sync.ts'
import { descendantsOf, isEncoder, isFfmpeg } from '../../rig/process-tree.ts'
import { readSamples } from '../../rig/read-video.ts'
import { breaksOfTone } from '../../rig/sound-breaks.ts'
import { makeTempDir } from '../../rig/temp-dir.ts'
import { startTestScreen, type TestScreen } from '../../rig/test-screen.ts'
import { testTones } from '../../rig/test-tones.ts'
import { until } from '../../rig/until.ts'
import { hasRtmpPeer, type RtmpPeer, startRtmpPeer } from '../relay/rtmp-peer.ts'
import { ffmpegBuilds, noKeeper } from '../relay/test-encoder.ts'

const screen: PictureLayer = { source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit: 'fit' }
/** The same picture, but composed by the bus. */
const composed: PictureLayer = { ...screen, fit: 'fill' }
/** A tone that only the bus can make. */
const softerTone: SoundChannel = { ...tone, levelDb: -1 }

/** Each with one build; with both in the long form. */
const everywhere = process.env.TALLY_TEST_ALL !== undefined

describe.runIf(hasRtmpPeer).each(ffmpegBuilds)('changes on air with the $name build', ({ name, path }) => {
  const testWith = (build: 'bundled' | 'system', what: string, run: () => Promise<void>) => {
    if (everywhere || name === build) test(what, run)
  }

  let dir: Awaited<ReturnType<typeof makeTempDir>>
  let world: TestScreen
  let peer: RtmpPeer
  let pipeline: Pipeline
  let program: ProgramSettings
  let telemetry: Telemetry[]
  let capture: CaptureView = { open: [], warnings: [] }

  beforeEach(async () => {
    dir = await makeTempDir('tally changes')
    world = await startTestScreen()
    peer = await startRtmpPeer()
    const env = { ...process.env, DISPLAY: world.display }
    pipeline = createPipeline({ clock: systemClock, keeper: noKeeper, logger: silentLogger, runDir: dir.path, env, bundledFfmpeg: () => path })
    telemetry = []
    pipeline.onTelemetry((value) => telemetry.push(value))
    pipeline.onCapture((value) => {
      capture = value
    })
    program = { layers: [screen], channels: [tone], orientation: 'horizontal', ...defaultEncoding, videoKbps: 1500, audioKbps: 128, gopSeconds: 1 }
  })

  afterEach(async () => {
    await pipeline[Symbol.asyncDispose]()
    await peer.close()
    await world.stop()
    await dir.remove()
  })

  const change = async (to: Partial<ProgramSettings>) => {
    program = { ...program, ...to }
    expect(await pipeline.startProgram(program)).toEqual({ ok: true, value: undefined })
  }

  const send = async () => {
    expect(await pipeline.startSending({ ingestUrl: peer.ingestUrl, streamKey: 'changes', mode: 'CMAF' })).toMatchObject({ ok: true })
  }

  const frames = () => telemetry.at(-1)?.encoderFrames ?? 0
  const moreFrames = async (count: number) => {
    const before = frames()
    await until(`${count} more frames`, () => frames() >= before + count, 20_000)
  }

  const recording = async () => {
    await pipeline.stopSending()
    const [only = '', ...others] = peer.recordings()
    expect(others).toEqual([])
    expect(peer.publishes()).toHaveLength(1)
    return only
  }

  testWith('bundled', 'a screen goes on where it was, whether the encoder opens it or the bus', async () => {
    await change({ layers: [screen], channels: [tone] })
    await send()
    await moreFrames(30)
    const changes: readonly Partial<ProgramSettings>[] = [
      { layers: [composed] },
      { layers: [screen], channels: [softerTone] },
      { videoKbps: 900 },
      { layers: [composed], channels: [tone] },
      { layers: [screen] },
      { videoKbps: 1500 },
    ]
    for (const to of [...changes, ...changes]) {
      await change(to)
      await moreFrames(20)
    }
    const file = await recording()
    const { pictures, sounds } = await readFlvTimes(file)
    expect(Math.max(...stepsOf(pictures))).toBeLessThanOrEqual(300)
    expect(Math.max(...stepsOf(sounds))).toBeLessThanOrEqual(2 * soundFrameMs)
    const counters = await countersOfRecording(file)
    const seen = counters.filter(({ value }) => value !== null)
    // Nothing older, and nothing else: a black picture has no counter.
    expect({ backwards: continuityOf(counters).backwards, unseen: stepsOf(seen.map(({ atMs }) => atMs)).filter((step) => step > 300) }).toEqual({
      backwards: 0,
      unseen: [],
    })
  })

  testWith('system', 'twenty changes of every kind stay on one connection, without a hole and without drift', async () => {
    const film = join(dir.path, 'film.mp4')
    const source = 'testsrc2=s=640x360:r=30[v];sine=f=900:r=48000[a]'
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-filter_complex', source, '-map', '[v]', '-map', '[a]', '-t', '3', '-y', film])
    const camera: PictureLayer = { source: { kind: 'file', path: film }, place: defaultCameraPlace, fit: 'fit' }
    const cameraSound: SoundChannel = { ...tone, source: { kind: 'file', path: film } }
    const changes: readonly Partial<ProgramSettings>[] = [
      { layers: [screen, camera], channels: [tone, cameraSound] },
      { videoKbps: 900 },
      { layers: [composed] },
      { layers: [screen], channels: [softerTone] },
      { channels: [tone] },
      { layers: [camera], channels: [cameraSound] },
      { videoKbps: 2000 },
      { layers: [screen, camera] },
      { channels: [{ ...cameraSound, delayMs: 300 }] },
      { layers: [screen], channels: [tone], videoKbps: 1500 },
    ]
    /** Long enough for the median of a few seconds, each with its own tone. */
    const calmMs = 5000
    await change({})
    await send()
    await moreFrames((30 * calmMs) / 1000)
    for (const to of [...changes, ...changes]) {
      await change(to)
      await moreFrames(20)
    }
    await moreFrames(30 * (calmMs / 1000 + 2))
    const file = await recording()
    const { pictures, sounds } = await readFlvTimes(file)
    expect(Math.min(...stepsOf(pictures), ...stepsOf(sounds))).toBeGreaterThan(0)
    expect(Math.max(...stepsOf(pictures))).toBeLessThanOrEqual(300)
    expect(Math.max(...stepsOf(sounds))).toBeLessThanOrEqual(2 * soundFrameMs)
    const counters = await countersOfRecording(file)
    expect(continuityOf(counters).backwards).toBe(0)
    expect(Math.abs((pictures.at(-1) ?? 0) - (sounds.at(-1) ?? 0))).toBeLessThan(100)
    // It ends as it began, sound beside picture and both beside the time of day; what lies between was lost or won by the changes.
    const lags = await lagsOfRecording(file, testTones)
    const nowMs = Date.now()
    /** The picture's own time less the time of day that it shows, but for a constant. */
    const lates = counters.flatMap(({ atMs, value }) => (value === null ? [] : [{ atMs, lateMs: atMs + ageMs(value, nowMs) }]))
    const between = (fromMs: number, toMs: number) => {
      const isThere = ({ atMs }: { readonly atMs: number }) => atMs > fromMs && atMs < toMs
      return { lagMs: median(lags.filter(isThere).map(({ lagMs }) => lagMs)), lateMs: median(lates.filter(isThere).map(({ lateMs }) => lateMs)) }
    }
    const endMs = pictures.at(-1) ?? 0
    const atFirst = between(0, calmMs)
    const atLast = between(endMs - calmMs, endMs)
    const drift = { ofSoundMs: atLast.lagMs - atFirst.lagMs, ofPictureMs: atLast.lateMs - atFirst.lateMs }
    expect({ drift, drifted: Object.values(drift).some((ms) => !(Math.abs(ms) <= 50)) }).toEqual({ drift, drifted: false })
  })

  testWith('bundled', 'an encoder is replaced between two pictures, and between two pieces of its sound', async () => {
    await change({ layers: [composed], channels: [softerTone] })
    await send()
    const changes: readonly Partial<ProgramSettings>[] = [
      { videoKbps: 900 },
      { preset: 'ultrafast' },
      { fps: 60 },
      { fps: 30 },
      { preset: 'veryfast' },
    ]
    for (const to of [...changes, ...changes]) {
      await change(to)
      await moreFrames(20)
    }
    const file = await recording()
    const { pictures, sounds } = await readFlvTimes(file)
    // Every picture of the bus once: the next one is 1/30 s or 1/60 s later, never anything else.
    expect(stepsOf(pictures).filter((step) => ![16, 17, 33, 34].includes(step))).toEqual([])
    expect(stepsOf(sounds).filter((step) => ![21, 22].includes(step))).toEqual([])
    expect(continuityOf(await countersOfRecording(file)).backwards).toBe(0)
    const breaks = breaksOfTone(await readSamples(file), 48_000, testTones)
    expect(breaks.length).toBeGreaterThan(5)
    expect(breaks.filter(({ sameTone }) => sameTone)).toEqual([])
    // Each tone lasts a second.
    expect(stepsOf(breaks.map(({ atMs }) => atMs)).filter((step) => Math.abs(step - 1000) > soundFrameMs / 2)).toEqual([])
  })

  testWith('bundled', 'a source that stands still, dies or is replaced pauses nothing but its own picture', async () => {
    const film = join(dir.path, 'film.mp4')
    execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=30', '-t', '3', '-y', film])
    const camera: PictureLayer = { source: { kind: 'file', path: film }, place: defaultCameraPlace, fit: 'fit' }
    await change({ layers: [screen, camera] })
    await send()
    const stateOf = (id: string) => capture.open.find((source) => source.id === id)?.state
    const processOf = async (kind: RegExp) => {
      const found = (await descendantsOf(process.pid)).find(
        (entry) => isFfmpeg(entry) && !isEncoder(entry) && entry.args.some((arg) => kind.test(arg)),
      )
      return found?.pid ?? Number.NaN
    }
    for (const [id, kind] of [
      [`file:${film}`, /^file$|^-re$/],
      ['screen:0', /^x11grab$/],
    ] as const) {
      await until(`${id} runs`, () => stateOf(id) === 'running', 8000)
      const stopped = await processOf(kind)
      process.kill(stopped, 'SIGSTOP')
      await until(`${id} stands still`, () => stateOf(id) === 'stalled', 8000)
      await until(`${id} is back by itself`, () => stateOf(id) === 'running', 12_000)
      const pid = await processOf(kind)
      expect(pid).not.toBe(stopped)
      process.kill(pid, 'SIGKILL')
      await until(`${id} was lost`, async () => (await processOf(kind)) !== pid, 8000)
      await until(`${id} is back`, async () => stateOf(id) === 'running' && Number.isInteger(await processOf(kind)), 8000)
    }
    const { pictures, sounds } = await readFlvTimes(await recording())
    expect(Math.max(...stepsOf(pictures))).toBeLessThanOrEqual(100)
    expect(Math.max(...stepsOf(sounds))).toBeLessThanOrEqual(50)
    const fps = (1000 * (pictures.length - 1)) / ((pictures.at(-1) ?? 0) - (pictures[0] ?? 0))
    expect(fps).toBeGreaterThan(29)
    expect(fps).toBeLessThan(31)
  })
})
