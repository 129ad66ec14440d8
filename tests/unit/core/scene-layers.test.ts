import { describe, expect, test } from 'vitest'
import { defaultCameraPlace, type Scene, type SceneLayout } from '#shared/scenes'
import { type MissingPart, missingIn, sceneLayers } from '../../../electron/core/scene-layers.ts'
import type { PictureLayer } from '../../../electron/pipeline/port.ts'

const scene = (layout: SceneLayout, change: Partial<Scene> = {}): Scene => ({
  id: 'a',
  name: null,
  layout,
  fit: 'blur',
  camera: defaultCameraPlace,
  path: null,
  part: null,
  ...change,
})
const chosen = { sourceId: 'screen:0', cameraId: 'camera:front' }
const screen = { kind: 'screen', id: 'screen:0' } as const
const camera = { kind: 'camera', id: 'camera:front' } as const
const inPlace: PictureLayer = { source: camera, place: defaultCameraPlace, fit: 'fill' }
const whole = (source: PictureLayer['source']): PictureLayer => ({ source, place: 'whole', fit: 'blur' })

describe('the pictures of a scene', () => {
  test.each<[string, Scene, readonly PictureLayer[]]>([
    ['screen', scene('screen'), [whole(screen)]],
    [
      'a part of the screen',
      scene('screen-camera', { part: { x: 0, y: 0, width: 0.5, height: 1 } }),
      [{ ...whole(screen), part: { x: 0, y: 0, width: 0.5, height: 1 } }, inPlace],
    ],
    ['camera', scene('camera'), [{ ...whole(camera), mirrored: false }]],
    ['camera, mirrored', scene('camera', { camera: { ...defaultCameraPlace, mirrored: true } }), [{ ...whole(camera), mirrored: true }]],
    ['screen-camera', scene('screen-camera'), [whole(screen), inPlace]],
    ['screen-camera, hidden', scene('screen-camera', { camera: { ...defaultCameraPlace, hidden: true } }), [whole(screen)]],
    [
      'side-by-side',
      scene('side-by-side'),
      [
        { source: screen, place: 'first-half', fit: 'blur' },
        { source: camera, place: 'second-half', fit: 'blur', mirrored: false },
      ],
    ],
    [
      'side-by-side, mirrored',
      scene('side-by-side', { camera: { ...defaultCameraPlace, mirrored: true } }),
      [
        { source: screen, place: 'first-half', fit: 'blur' },
        { source: camera, place: 'second-half', fit: 'blur', mirrored: true },
      ],
    ],
    ['image', scene('image', { path: '/logo.png' }), [whole({ kind: 'image', path: '/logo.png' })]],
    ['file', scene('file', { path: '/film.mp4' }), [whole({ kind: 'file', path: '/film.mp4' })]],
    // made for the canvas, so that nothing is cut off or blurred
    ['slate', scene('slate'), [{ source: { kind: 'image', path: '/slate.png' }, place: 'whole', fit: 'fit' }]],
  ])('%s', (_name, given, layers) => {
    expect(sceneLayers(given, chosen, '/slate.png')).toEqual(layers)
  })

  test('a camera that nobody chose is left out of the corner', () => {
    expect(sceneLayers(scene('screen-camera'), { ...chosen, cameraId: 'none' }, '')).toEqual([whole(screen)])
  })

  test('a window, the test pattern, and a film in place of the camera', () => {
    expect(sceneLayers(scene('side-by-side'), { sourceId: 'window:7', cameraId: 'file:/clips/a:b.mp4' }, '').map(({ source }) => source)).toEqual([
      { kind: 'window', id: 'window:7' },
      { kind: 'file', path: '/clips/a:b.mp4' },
    ])
    expect(sceneLayers(scene('screen'), { ...chosen, sourceId: 'test-pattern' }, '')).toEqual([whole({ kind: 'test-pattern' })])
  })
})

const nothing = { sourceId: 'none', cameraId: 'none' }
test.each<[SceneLayout, typeof chosen, MissingPart | null]>([
  ['screen', nothing, 'no-source'],
  ['screen-camera', nothing, 'no-source'],
  ['screen-camera', { ...chosen, cameraId: 'none' }, null],
  ['camera', { ...chosen, cameraId: 'none' }, 'no-camera'],
  ['camera', { ...chosen, sourceId: 'none' }, null],
  ['side-by-side', { ...chosen, cameraId: 'none' }, 'no-camera'],
  ['side-by-side', { ...chosen, sourceId: 'none' }, 'no-source'],
  ['image', chosen, 'no-file'],
  ['file', chosen, 'no-file'],
  ['slate', nothing, null],
])('%s with %j lacks %s', (layout, given, missing) => {
  expect(missingIn(scene(layout), given)).toBe(missing)
})
