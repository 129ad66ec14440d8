import { z } from 'zod'
import { appSchema } from './app.ts'
import { optional, readableItems, wireCount, wireDate, wireId } from './common.ts'

export const videoStreamSchema = z.object({
  name: optional(z.string()),
  type: optional(z.string()),
  width: z.number().int(),
  height: z.number().int(),
  bitrate: optional(wireCount),
})

/** A transcoding profile. The shape of its `videoStreams` decides the orientation that viewers get. */
export const profileSchema = z.object({
  id: wireId<string>(),
  state: optional(z.string()),
  type: optional(z.string()),
  creatorType: optional(z.string()),
  representativeType: optional(z.string()),
  app: optional(appSchema),
  name: optional(z.string()),
  description: optional(z.string()),
  revision: optional(z.number()),
  profile: optional(
    z.object({
      segmentDuration: optional(z.number()),
      videoStreams: readableItems(videoStreamSchema).catch([]),
      audioStream: optional(z.object({ name: optional(z.string()), type: optional(z.string()), bitrate: optional(wireCount) })),
      drm: optional(z.unknown()),
    }),
  ),
  createdAt: optional(wireDate),
  lastModifiedAt: optional(wireDate),
})

export type Profile = z.output<typeof profileSchema>
