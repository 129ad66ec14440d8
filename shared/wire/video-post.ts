import { z } from 'zod'
import type { VideoPostId } from '../ids.ts'
import { videoPostStates } from '../states.ts'
import { optional, tolerantEnum, wireDate, wireId } from './common.ts'

export const videoPostSchema = z.object({
  id: wireId<VideoPostId>(),
  videoPostState: tolerantEnum(videoPostStates),
  type: optional(z.string()),
  title: optional(z.string()),
  file: optional(
    z.object({
      src: optional(
        z.object({
          url: optional(z.string()),
          size: optional(z.number()),
          contentType: optional(z.string()),
          originalFileName: optional(z.string()),
        }),
      ),
      processedSummaries: optional(z.array(z.object({ format: z.string(), size: optional(z.number()), url: z.string() }))),
    }),
  ),
  uploadedAt: optional(wireDate),
  createdAt: optional(wireDate),
})

export type VideoPost = z.output<typeof videoPostSchema>
