import { z } from 'zod'
import type { RoomId, VideoPostId } from '../ids.ts'
import { roomStates } from '../states.ts'
import { appSchema } from './app.ts'
import { customData, optional, readableItems, tolerantEnum, wireCount, wireDate, wireId, wireStats } from './common.ts'
import { memberSchema } from './member.ts'
import { profileSchema } from './profile.ts'
import { videoPostState } from './video-post-state.ts'

const fileSchema = z.object({
  type: optional(z.string()),
  contentType: optional(z.string()),
  /** Bytes. */
  size: optional(wireCount),
  originalFileName: optional(z.string()),
  url: optional(z.string()),
  /** Its shape is not documented. */
  drm: optional(z.unknown()),
})

/** A recording: of a broadcast, or uploaded. */
export const videoPostSchema = z.object({
  id: wireId<VideoPostId>(),
  state: optional(z.string()),
  videoPostState,
  type: optional(z.string()),
  accessLevel: optional(z.string()),
  app: optional(appSchema),
  member: optional(memberSchema),
  creatorType: optional(z.string()),
  creatorId: optional(wireId<string>()),
  videoRoom: optional(
    z.object({ id: wireId<RoomId>(), videoRoomState: optional(tolerantEnum(roomStates)), type: optional(z.string()), title: optional(z.string()) }),
  ),
  title: optional(z.string()),
  description: optional(z.string()),
  transcodingProfile: optional(z.object({ video: optional(profileSchema), preview: optional(profileSchema), thumbnail: optional(profileSchema) })),
  file: optional(
    z.object({
      src: optional(fileSchema),
      processed: optional(readableItems(fileSchema)),
      processedSummaries: optional(readableItems(z.object({ format: z.string(), size: optional(wireCount), url: z.string() }))),
      preview: optional(fileSchema),
      thumbnail: optional(fileSchema),
    }),
  ),
  customData: optional(customData),
  stats: optional(wireStats),
  uploadedAt: optional(wireDate),
  createdAt: optional(wireDate),
  lastModifiedAt: optional(wireDate),
})

export type VideoPost = z.output<typeof videoPostSchema>
