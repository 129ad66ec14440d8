import { z } from 'zod'
import type { RoomId, StreamKeyId, VideoPostId } from '../ids.ts'
import { roomStates, streamKeyStates, videoPostStates, vodStates } from '../states.ts'
import { optional, playUrls, tolerantEnum, wireDate, wireId } from './common.ts'
import { memberSchema } from './member.ts'

export const roomSchema = z
  .object({
    id: wireId<RoomId>(),
    state: optional(z.string()),
    uuid: optional(z.string()),
    type: z.string(),
    videoRoomState: tolerantEnum(roomStates),
    forciblyTerminated: optional(z.boolean()),
    vodState: optional(tolerantEnum(vodStates)),
    vodUrl: optional(z.string()),
    format: optional(z.string()),
    accessLevel: optional(z.string()),
    member: optional(memberSchema),
    title: optional(z.string()),
    description: optional(z.string()),
    scheduledAt: optional(wireDate),
    cancelledAt: optional(wireDate),
    liveStartedAt: optional(wireDate),
    liveEndedAt: optional(wireDate),
    vodArchivedAt: optional(wireDate),
    streamKey: optional(z.object({ id: wireId<StreamKeyId>(), streamKeyState: optional(tolerantEnum(streamKeyStates)) })),
    ...playUrls,
    liveUrl: optional(z.string()),
    videoPost: optional(z.object({ id: wireId<VideoPostId>(), videoPostState: optional(tolerantEnum(videoPostStates)), type: optional(z.string()) })),
    videoPostId: optional(wireId<VideoPostId>()),
    createdAt: optional(wireDate),
    lastModifiedAt: optional(wireDate),
  })
  .transform(({ videoPostId, ...room }) => ({ ...room, videoPostId: room.videoPost?.id ?? videoPostId }))

export type VideoRoom = z.output<typeof roomSchema>
