import { z } from 'zod'
import { sceneSchema } from '#shared/contract'
import { firstScenes, type Scene } from '#shared/scenes'

const idSchema = z.object({ id: z.string() })

/** A scene that cannot be read is as it was at first, or forgotten where it was not among the first ones. Of two with one id, the earlier counts. */
function readScene(value: unknown): readonly Scene[] {
  const parsed = sceneSchema.loose().safeParse(value)
  if (parsed.success) return [parsed.data]
  const named = idSchema.safeParse(value)
  return named.success ? firstScenes.filter(({ id }) => id === named.data.id) : []
}

/** The saved scenes; never empty, and never a reason to refuse the file. */
export const scenesSchema = z
  .array(z.unknown())
  .catch([])
  .transform((values): Scene[] => {
    const scenes = values.flatMap(readScene)
    const distinct = scenes.filter(({ id }, at) => scenes.findIndex((other) => other.id === id) === at)
    return distinct.length > 0 ? distinct : [...firstScenes]
  })
