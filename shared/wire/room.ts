import { z } from 'zod'
import type { RoomId, StreamKeyId, VideoPostId } from '../ids.ts'
import { roomStates, streamKeyStates, vodStates } from '../states.ts'
import { appSchema } from './app.ts'
import { customData, optional, playUrls, tolerantEnum, wireDate, wireId, wireStats } from './common.ts'
import { memberSchema } from './member.ts'
import { videoPostState } from './video-post-state.ts'

/** What a room is for, as the service spells it; of the two spellings of a surveillance room the program knows one. */
const roomType = z.string().transform((type) => (type === 'SURVEILLANCE' ? 'VIDEO_SURVEILLANCE' : type))

export const roomSchema = z
  .object({
    id: wireId<RoomId>(),
    state: optional(z.string()),
    uuid: optional(z.string()),
    type: roomType,
    protocol: optional(z.string()),
    videoRoomState: tolerantEnum(roomStates),
    forciblyTerminated: optional(z.boolean()),
    vodState: optional(tolerantEnum(vodStates)),
    vodUrl: optional(z.string()),
    format: optional(z.string()),
    accessLevel: optional(z.string()),
    app: optional(appSchema),
    member: optional(memberSchema),
    channel: optional(
      z.object({ id: wireId<string>(), state: optional(z.string()), channelState: optional(z.string()), name: optional(z.string()) }),
    ),
    creatorType: optional(z.string()),
    creatorId: optional(wireId<string>()),
    title: optional(z.string()),
    description: optional(z.string()),
    customType: optional(z.string()),
    customData: optional(customData),
    /** Its shape is not documented. */
    policy: optional(z.unknown()),
    scheduledAt: optional(wireDate),
    cancelledAt: optional(wireDate),
    liveStartedAt: optional(wireDate),
    liveEndedAt: optional(wireDate),
    vodArchivedAt: optional(wireDate),
    streamKey: optional(
      z.object({ id: wireId<StreamKeyId>(), state: optional(z.string()), streamKeyState: optional(tolerantEnum(streamKeyStates)) }),
    ),
    ...playUrls,
    liveUrl: optional(z.string()),
    videoPost: optional(
      z.object({
        id: wireId<VideoPostId>(),
        state: optional(z.string()),
        videoPostState: optional(videoPostState),
        type: optional(z.string()),
      }),
    ),
    videoPostId: optional(wireId<VideoPostId>()),
    stats: optional(wireStats),
    createdAt: optional(wireDate),
    lastModifiedAt: optional(wireDate),
  })
  .transform(({ videoPostId, ...room }) => ({ ...room, videoPostId: room.videoPost?.id ?? videoPostId }))

export type VideoRoom = z.output<typeof roomSchema>
