import { assertNever } from '#shared/result'
import type { Scene, SceneLayout } from '#shared/scenes'
import type { PictureLayer, PictureSource } from '../pipeline/port.ts'

/** What the scenes are filled with: ids of the screen (window, test pattern) and of the camera, `none` where none is chosen. */
export type ChosenPictures = { readonly sourceId: string; readonly cameraId: string }

export type ScenePart = 'source' | 'camera' | 'file'
export type MissingPart = 'no-source' | 'no-camera' | 'no-file'

const needs: { readonly [L in SceneLayout]: readonly ScenePart[] } = {
  screen: ['source'],
  camera: ['camera'],
  // without a camera it is the screen alone
  'screen-camera': ['source'],
  'side-by-side': ['source', 'camera'],
  image: ['file'],
  file: ['file'],
  slate: [],
}

/** Without these the scene cannot be shown. */
export const neededBy = ({ layout }: Scene): readonly ScenePart[] => needs[layout]

/** What has to be chosen first; null where the scene can be shown. */
export function missingIn(scene: Scene, { sourceId, cameraId }: ChosenPictures): MissingPart | null {
  const missing: { readonly [P in ScenePart]: MissingPart | null } = {
    source: sourceId === 'none' ? 'no-source' : null,
    camera: cameraId === 'none' ? 'no-camera' : null,
    file: scene.path === null || scene.path === '' ? 'no-file' : null,
  }
  return neededBy(scene).reduce<MissingPart | null>((found, part) => found ?? missing[part], null)
}

/** The camera is in the picture. */
export const showsCamera = ({ layout, camera }: Scene): boolean =>
  layout === 'camera' || layout === 'side-by-side' || (layout === 'screen-camera' && !camera.hidden)

/** The path of `file:PATH`, null for every other id. */
export const fileOf = (id: string): string | null => (id.startsWith('file:') && id.length > 'file:'.length ? id.slice('file:'.length) : null)

/** `page:ID`, wherever it was chosen. */
export const isPage = (id: string): boolean => id.startsWith('page:')

function sourceOf(id: string): PictureSource {
  if (id === 'test-pattern') return { kind: 'test-pattern' }
  if (isPage(id)) return { kind: 'page', id }
  return { kind: id.startsWith('window:') ? 'window' : 'screen', id }
}

/** A file may stand in for a camera. */
function cameraOf(id: string): PictureSource {
  const path = fileOf(id)
  return path === null ? { kind: isPage(id) ? 'page' : 'camera', id } : { kind: 'file', path }
}

/**
 * The pictures of a scene, bottom first.
 * @param slatePath the picture of the layout `slate`
 */
export function sceneLayers(scene: Scene, chosen: ChosenPictures, slatePath: string): readonly PictureLayer[] {
  const { fit, layout } = scene
  const path = scene.path ?? ''
  const source = () => sourceOf(chosen.sourceId)
  const camera = () => cameraOf(chosen.cameraId)
  const { mirrored } = scene.camera
  const part = scene.part === null ? {} : { part: scene.part }
  switch (layout) {
    case 'screen':
      return [{ source: source(), place: 'whole', fit, ...part }]
    case 'camera':
      return [{ source: camera(), place: 'whole', fit, mirrored }]
    case 'screen-camera': {
      const below: PictureLayer = { source: source(), place: 'whole', fit, ...part }
      if (chosen.cameraId === 'none' || !showsCamera(scene)) return [below]
      // its place has its own shape: only a round one cuts anything off
      return [below, { source: camera(), place: scene.camera, fit: 'fill' }]
    }
    case 'side-by-side':
      return [
        { source: source(), place: 'first-half', fit, ...part },
        { source: camera(), place: 'second-half', fit, mirrored },
      ]
    case 'image':
    case 'file':
      return [{ source: { kind: layout, path }, place: 'whole', fit }]
    case 'slate':
      return [{ source: { kind: 'image', path: slatePath }, place: 'whole', fit: 'fit' }]
    default:
      return assertNever(layout)
  }
}
