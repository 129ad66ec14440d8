import { defaultCameraPlace, type Scene, type SceneLayout } from '#shared/scenes'

/** A further scene of a layout, as it begins. Its id is free among those that exist. */
export function newScene(layout: SceneLayout, scenes: readonly Pick<Scene, 'id'>[]): Scene {
  const taken = new Set(scenes.map(({ id }) => id))
  let number = 1
  while (taken.has(idOf(layout, number))) number += 1
  return {
    id: idOf(layout, number),
    name: null,
    layout,
    fit: layout === 'camera' ? 'fill' : 'fit',
    camera: defaultCameraPlace,
    path: null,
    part: null,
  }
}

const idOf = (layout: SceneLayout, number: number): string => (number === 1 ? layout : `${layout}-${number}`)
