import type { TFunction } from 'i18next'
import type { Snapshot } from '#shared/contract'
import type { Scene, SceneLayout } from '#shared/scenes'
import type { IconName } from '../../ui/icon.tsx'

export const sceneIcons: Readonly<Record<SceneLayout, IconName>> = {
  screen: 'screen',
  camera: 'camera',
  'screen-camera': 'cameraOver',
  'side-by-side': 'columns',
  image: 'image',
  file: 'film',
  slate: 'slate',
}

type Program = Pick<Snapshot['program'], 'scenes' | 'sceneId'>

/** The scene that viewers see, or would. */
export const sceneOf = ({ scenes, sceneId }: Program): Scene | null => scenes.find(({ id }) => id === sceneId) ?? null

export const nameOfScene = ({ name, layout }: Pick<Scene, 'name' | 'layout'>, t: TFunction): string => name ?? t(`scenes.layout.${layout}`)

export const showsCamera = (layout: SceneLayout): boolean => layout === 'camera' || layout === 'screen-camera' || layout === 'side-by-side'

export const showsScreen = (layout: SceneLayout): boolean => layout === 'screen' || layout === 'screen-camera' || layout === 'side-by-side'

/** The camera lies on the picture, at a place of its own. */
export const placesCamera = (layout: SceneLayout): boolean => layout === 'screen-camera'

/** The camera fills the picture, or half of it. */
export const fillsWithCamera = (layout: SceneLayout): boolean => showsCamera(layout) && !placesCamera(layout)

export const showsFile = (layout: SceneLayout): layout is 'image' | 'file' => layout === 'image' || layout === 'file'

/** What the scene shows and nobody has chosen yet; null where nothing is missing. */
export function missingFor(program: Program & Pick<Snapshot['program'], 'sourceId' | 'cameraId'>): 'screen' | 'camera' | null {
  const scene = sceneOf(program)
  if (scene === null) return null
  if (showsScreen(scene.layout) && program.sourceId === 'none') return 'screen'
  return showsCamera(scene.layout) && !scene.camera.hidden && program.cameraId === 'none' ? 'camera' : null
}
