import type { Snapshot } from '#shared/contract'

type Scenes = Pick<Snapshot['program'], 'scenes' | 'sceneId'>

/** The scene that says *be right back*; null where a person has removed it. */
export const slateOf = ({ scenes }: Scenes): string | null => scenes.find(({ layout }) => layout === 'slate')?.id ?? null

export const isSlateShown = ({ scenes, sceneId }: Scenes): boolean => scenes.some(({ id, layout }) => id === sceneId && layout === 'slate')

/** The scene to show next: *be right back*, or what was shown before it. Null where there is no such scene. */
export function toggleSlate(program: Scenes, before: string | null): string | null {
  if (!isSlateShown(program)) return slateOf(program)
  const others = program.scenes.filter(({ layout }) => layout !== 'slate')
  return (others.find(({ id }) => id === before) ?? others[0])?.id ?? null
}
