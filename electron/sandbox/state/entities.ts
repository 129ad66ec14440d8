import { z } from 'zod'
import { accessLevels, roomTypes } from '#shared/capabilities'
import { outputModes, roomStates, streamKeyStates, videoPostStates, vodStates } from '#shared/states'

/**
 * What the local FlipFlop Cloud remembers. Stored as JSON; addresses are made when asked for, because ports change
 * from one start to the next. `livePath` and `vodFile` are the unguessable parts of play URLs.
 */
const entity = { id: z.number().int(), createdAt: z.string(), lastModifiedAt: z.string() }
const entityState = z.enum(['ACTIVE', 'DELETED'])
const custom = {
  customType: z.string().nullable(),
  customData: z.record(z.string(), z.string()).nullable(),
}

const appSchema = z.object({ id: z.number().int(), state: entityState, name: z.string(), defaultRtmpOutputMode: z.enum(outputModes) })

const memberSchema = z.object({
  ...entity,
  ...custom,
  state: entityState,
  appUserId: z.string(),
  appUserName: z.string().nullable(),
  appUserProfileImgUrl: z.string().nullable(),
  email: z.string().nullable(),
})

const videoStreamSchema = z.object({
  name: z.string(),
  type: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  bitrate: z.number().int(),
})

const profileSchema = z.object({
  ...entity,
  state: entityState,
  type: z.enum(['VIDEO', 'THUMBNAIL', 'PREVIEW', 'BROADCAST_RTMP']),
  creatorType: z.enum(['SYSTEM', 'APP']),
  representativeType: z.enum(['DEFAULT', 'NON_DEFAULT']),
  name: z.string(),
  description: z.string().nullable(),
  revision: z.number().int(),
  profile: z.object({
    /** Seconds. */
    segmentDuration: z.number(),
    /** Largest last, `bitrate` in bit/s. */
    videoStreams: z.array(videoStreamSchema).min(1),
    audioStream: z.object({ name: z.string(), type: z.string(), bitrate: z.number().int() }),
    drm: z.boolean(),
  }),
})

const streamKeySchema = z.object({
  ...entity,
  memberId: z.number().int(),
  streamKey: z.string(),
  streamKeyState: z.enum(streamKeyStates),
  forciblyTerminated: z.boolean(),
  profileId: z.number().int(),
  /** The room that is on air with this key, from go-live until the end. */
  videoRoomId: z.number().int().nullable(),
  /** Null while nothing is ingested. */
  mode: z.enum(outputModes).nullable(),
  livePath: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string(), occurredAt: z.string() }).nullable(),
})

const roomSchema = z.object({
  ...entity,
  ...custom,
  uuid: z.string(),
  state: entityState,
  type: z.enum(roomTypes),
  videoRoomState: z.enum(roomStates),
  forciblyTerminated: z.boolean(),
  vodState: z.enum(vodStates),
  accessLevel: z.enum(accessLevels),
  memberId: z.number().int(),
  /** Made by the member with member access; otherwise by the app. */
  byMember: z.boolean().default(false),
  title: z.string().nullable(),
  description: z.string().nullable(),
  scheduledAt: z.string(),
  cancelledAt: z.string().nullable(),
  liveStartedAt: z.string().nullable(),
  liveEndedAt: z.string().nullable(),
  vodArchivedAt: z.string().nullable(),
  streamKeyId: z.number().int().nullable(),
  /** What it went live with; rooms of older data folders do not say. */
  profileId: z.number().int().nullable().default(null),
  mode: z.enum(outputModes).nullable(),
  livePath: z.string().nullable(),
  videoPostId: z.number().int().nullable(),
})

const videoPostSchema = z.object({
  ...entity,
  state: entityState,
  videoPostState: z.enum(videoPostStates),
  type: z.enum(['LIVE_RECORDED', 'PRE_RECORDED']),
  accessLevel: z.enum(accessLevels),
  memberId: z.number().int(),
  videoRoomId: z.number().int().nullable(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  /** Name of the file among the archived ones, once it is there. */
  vodFile: z.string().nullable(),
  /** Bytes. */
  size: z.number().int().nullable(),
  /** Name of the folder with its CMAF tracks, manifests and thumbnail, beside the file. */
  cmafDir: z.string().nullable().default(null),
  /** Bytes of all tracks. */
  cmafSize: z.number().int().nullable().default(null),
  customData: z.record(z.string(), z.string()).nullable().default(null),
})

export const databaseSchema = z.object({
  version: z.literal(1),
  nextId: z.number().int().positive(),
  app: appSchema,
  members: z.array(memberSchema),
  profiles: z.array(profileSchema),
  streamKeys: z.array(streamKeySchema),
  rooms: z.array(roomSchema),
  posts: z.array(videoPostSchema),
})

export type App = z.output<typeof appSchema>
export type StoredMember = z.output<typeof memberSchema>
export type StoredProfile = z.output<typeof profileSchema>
export type StoredStreamKey = z.output<typeof streamKeySchema>
export type StoredRoom = z.output<typeof roomSchema>
export type StoredPost = z.output<typeof videoPostSchema>
export type Database = z.output<typeof databaseSchema>

/** Entities to add or to put in the place of those with the same id; all of them or none are stored. */
export type Changes = {
  readonly members?: readonly StoredMember[]
  readonly profiles?: readonly StoredProfile[]
  readonly streamKeys?: readonly StoredStreamKey[]
  readonly rooms?: readonly StoredRoom[]
  readonly posts?: readonly StoredPost[]
}
