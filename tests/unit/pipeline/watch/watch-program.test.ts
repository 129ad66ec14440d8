import { expect, test } from 'vitest'
import { defaultCameraPlace } from '#shared/scenes'
import { createFramePool } from '../../../../electron/pipeline/bus/frame-pool.ts'
import type { PictureLayer, PictureSource, SoundChannel } from '../../../../electron/pipeline/port.ts'
import { createProgramWatch, type Watched } from '../../../../electron/pipeline/watch/watch-program.ts'
import { tone } from '../../../fakes/some-program.ts'
import { createDice } from '../bus/pretend-device.ts'
import { grey } from './some-pictures.ts'

const camera: PictureLayer = { source: { kind: 'camera', id: 'camera:1' }, place: 'whole', fit: 'fit' }
const inCorner = (hidden: boolean): PictureLayer => ({ ...camera, place: { ...defaultCameraPlace, hidden } })
const pageOf = (what: 'camera' | 'screen'): PictureLayer => ({ ...camera, source: { kind: 'page', id: `page:a-${what}` } })
const screen: PictureLayer = { source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit: 'fit' }
const mic: SoundChannel = { ...tone, source: { kind: 'microphone', id: 'mic:1' } }

const start = () => {
  const pool = createFramePool()
  const told: string[] = []
  const isCamera = (source: PictureSource) => source.kind === 'camera' || (source.kind === 'page' && source.id.endsWith('-camera'))
  const watch = createProgramWatch({ pool, isCamera, onChange: () => told.push(watch.warnings().join()) })
  let atMs = 0
  const show = (change: Partial<Watched>) =>
    watch.watch({ canvas: { width: 1280, height: 720 }, layers: [screen], channels: [], sizeOf: () => null, ...change })
  /** So many seconds of a screen, a camera and a microphone. */
  const run = (seconds: number, { screenLuma = 100, cameraLuma = 100, rmsDb = -20, clippedSamples = 0, source = 'camera:1' } = {}) => {
    const untilMs = atMs + seconds * 1000
    for (; atMs < untilMs; atMs += 50) {
      if (atMs % 500 === 0)
        watch.seePicture(
          grey(() => screenLuma),
          atMs,
        )
      const frame = pool.acquire(16, 16)
      frame.data.fill(cameraLuma)
      watch.seeFrame(source, frame, atMs)
      pool.release(frame)
      watch.hear({ peakDb: 0, rmsDb, silentForMs: 0, clippedSamples, channels: [] }, atMs)
    }
    return watch.warnings().join()
  }
  return { pool, told, watch, show, run }
}

test('each warning is told when it comes and when it goes, and only then', () => {
  const { told, show, run } = start()
  show({ layers: [camera], channels: [mic] })
  run(4, { screenLuma: 16, clippedSamples: 500 })
  run(4, { cameraLuma: 120 })
  expect(told).toEqual(['clipping', 'black,clipping', 'clipping', ''])
})

test('all that is wrong is told together', () => {
  const { show, run } = start()
  show({ layers: [camera], channels: [mic], sizeOf: () => ({ width: 720, height: 1280 }) })
  expect(run(11, { screenLuma: 16, cameraLuma: 40, rmsDb: -90 })).toBe('black,frozen,too-dark,wrong-shape,silent')
})

test.each([
  ['a screen that stands still and is dark', { layers: [screen] }, { cameraLuma: 40, source: 'screen:0' }],
  ['a screen that a page captures', { layers: [pageOf('screen')] }, { cameraLuma: 40, source: 'page:a-screen' }],
  ['a camera that is hidden', { layers: [screen, inCorner(true)] }, { cameraLuma: 40 }],
  ['a camera that is open but in no layer', { layers: [screen] }, { cameraLuma: 40 }],
  ['a camera of another shape in its corner', { layers: [screen, inCorner(false)], sizeOf: sizeOfCamera }, { source: 'camera:2' }],
  ['a picture of another shape that fills', { layers: [{ ...camera, fit: 'fill' }], sizeOf: sizeOfCamera }, { source: 'camera:2' }],
  ['the tone, muted', { channels: [{ ...tone, muted: true }] }, { rmsDb: -120 }],
  ['a rehearsal in silence', { channels: [] }, { rmsDb: -120 }],
] as const satisfies readonly (readonly [string, Partial<Watched>, object])[])('nothing is wrong with %s', (_what, watched, happens) => {
  const { show, run } = start()
  show(watched)
  expect(run(20, happens)).toBe('')
})

function sizeOfCamera(source: string) {
  return source === 'camera:1' ? { width: 720, height: 1280 } : { width: 1280, height: 720 }
}

test('a camera that gives nothing any more is not frozen, and nothing is held of it', () => {
  const { pool, watch, show, run } = start()
  show({ layers: [camera] })
  expect(run(6)).toBe('frozen')
  watch.keepOnly(() => false)
  expect(watch.warnings()).toEqual([])
  expect(pool.stats().held).toBe(0)
  expect(run(6)).toBe('frozen')
  show({ layers: [screen] })
  expect(watch.warnings()).toEqual([])
  expect(pool.stats().held).toBe(0)
})

test('the camera of a page is judged like any other', () => {
  const { show, run } = start()
  show({ layers: [pageOf('camera')] })
  expect(run(6, { cameraLuma: 40, source: 'page:a-camera' })).toBe('frozen,too-dark')
})

test('a camera whose sound alone goes on is frozen, until its pictures go on', () => {
  const { watch, show, run } = start()
  show({ layers: [pageOf('camera')] })
  run(0.1, { source: 'page:a-camera' })
  expect(run(5, { source: 'another' })).toBe('')
  expect(run(2, { source: 'another' })).toBe('frozen')
  run(0.05, { cameraLuma: 110, source: 'page:a-camera' })
  run(0.05, { cameraLuma: 120, source: 'page:a-camera' })
  expect(watch.warnings()).toEqual(['frozen'])
  for (let luma = 60; luma < 90; luma += 1) run(0.05, { cameraLuma: luma, source: 'page:a-camera' })
  expect(watch.warnings()).toEqual([])
})

test('what is over has nothing wrong with it, and begins anew', () => {
  const { watch, show, run } = start()
  show({ channels: [mic] })
  expect(run(11, { screenLuma: 16, rmsDb: -90, clippedSamples: 500 })).toBe('black,silent,clipping')
  watch.watch(null)
  expect(watch.warnings()).toEqual([])
  expect(run(11, { screenLuma: 16, rmsDb: -90 })).toBe('')
  show({ channels: [mic] })
  expect(run(1.5, { screenLuma: 16, rmsDb: -90 })).toBe('')
})

test.each([
  [false, 'return-feed-heard'],
  [true, ''],
])('a microphone (muted: %s) that comes back in the sound of this computer two seconds later', (muted, warned) => {
  const { watch, show } = start()
  const system: SoundChannel = { ...tone, source: { kind: 'system', id: 'system' } }
  show({ channels: [{ ...mic, muted }, system] })
  const dice = createDice(3)
  const said = Array.from({ length: 300 }, () => -55 + 40 * dice())
  const at = (window: number) => said[Math.floor(Math.max(0, window) / 4)] ?? -60
  for (let window = 0; window < 1200; window += 1) {
    const [spoken, played] = [at(window), at(window - 40)].map((rmsDb) => ({ peakDb: rmsDb, rmsDb, silentForMs: 0 }))
    if (spoken === undefined || played === undefined) throw new Error('two were given')
    watch.hear(
      {
        ...spoken,
        clippedSamples: 0,
        channels: [
          { source: 'mic:1', ...spoken },
          { source: 'system', ...played },
        ],
      },
      window * 50,
    )
  }
  expect(watch.warnings().join()).toBe(warned)
})
