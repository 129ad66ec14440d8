import { z } from 'zod'
import { type SoundChannelView, soundChannelSchema } from '#shared/contract'

/** The sounds that are heard; one that cannot be read is left out. */
export const channelsSchema = z
  .array(z.unknown())
  .catch([])
  .transform((values): SoundChannelView[] => {
    const channels = values.flatMap((value) => {
      const parsed = soundChannelSchema.safeParse(value)
      return parsed.success ? [parsed.data] : []
    })
    return channels.filter(({ sourceId }, at) => channels.findIndex((other) => other.sourceId === sourceId) === at)
  })

/** Files from before there were several sounds say `sound`: the tone, or silence. */
export function fromFirstSounds(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('sound' in value)) return value
  const { sound, ...rest } = value
  const tone: SoundChannelView = { sourceId: 'tone', levelDb: 0, muted: false, delayMs: 0 }
  return { channels: sound === 'tone' ? [tone] : [], ...rest }
}
