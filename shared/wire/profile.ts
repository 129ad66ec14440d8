import { z } from 'zod'
import { optional, wireId } from './common.ts'

export const videoStreamSchema = z.object({
  name: optional(z.string()),
  type: optional(z.string()),
  width: z.number().int(),
  height: z.number().int(),
  bitrate: optional(z.number()),
})

/** A transcoding profile. The shape of its `videoStreams` decides the orientation that viewers get. */
export const profileSchema = z.object({
  id: wireId<string>(),
  type: optional(z.string()),
  name: optional(z.string()),
  revision: optional(z.number()),
  profile: optional(
    z.object({
      segmentDuration: optional(z.number()),
      videoStreams: z.array(videoStreamSchema).default([]),
    }),
  ),
})

export type Profile = z.output<typeof profileSchema>
