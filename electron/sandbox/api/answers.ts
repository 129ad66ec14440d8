import { z } from 'zod'
import { accessLevels, roomTypes } from '#shared/capabilities'
import { outputModes, roomStates, streamKeyStates, videoPostStates, vodStates } from '#shared/states'

/** What the API writes, for the OpenAPI document. Every documented field is there, null where it has no value. */
const id = z.number().int()
const text = z.string().nullable()
const instant = z.iso.datetime()
const someday = instant.nullable()
const entityState = z.enum(['ACTIVE', 'DELETED'])
const stamps = { createdAt: instant, lastModifiedAt: instant }
const custom = { customType: text, customData: z.record(z.string(), z.string()).nullable() }
const address = z.url().nullable()
const creator = { creatorType: z.enum(['APP', 'MEMBER']), creatorId: id }

const shortApp = z.strictObject({ id, state: entityState, name: z.string() })
const shortMember = z.strictObject({ id, appUserId: z.string(), appUserName: text, appUserProfileImgUrl: text })
const shortRoom = z.strictObject({ id, videoRoomState: z.enum(roomStates), type: z.enum(roomTypes), title: text })
const playUrls = { playUrl: address, cmafHlsPlayUrl: address, cmafDashPlayUrl: address, rtmpPlayUrl: address, httpFlvPlayUrl: address }

const videoStream = z.strictObject({ name: z.string(), type: z.string(), width: z.int(), height: z.int(), bitrate: z.int() })
const profileContent = z.strictObject({
  segmentDuration: z.number(),
  videoStreams: z.array(videoStream),
  audioStream: z.strictObject({ name: z.string(), type: z.string(), bitrate: z.int() }),
  drm: z.boolean(),
})
const profileType = z.enum(['VIDEO', 'THUMBNAIL', 'PREVIEW', 'BROADCAST_RTMP'])

const member = { id, state: entityState, app: shortApp, appUserId: z.string(), appUserName: text, appUserProfileImgUrl: text, ...custom, ...stamps }

export const answers = {
  Error: z.strictObject({ errorCode: z.string(), errorMessage: z.string() }),
  Member: z.strictObject(member),
  OwnMember: z.strictObject({ ...member, email: text, country: text, lang: text }),
  Tokens: z.strictObject({ accessToken: z.string(), refreshToken: z.string(), streamingToken: z.string() }),
  TranscodingProfile: z.strictObject({
    id,
    state: entityState,
    type: profileType,
    creatorType: z.enum(['SYSTEM', 'APP']),
    representativeType: z.enum(['DEFAULT', 'NON_DEFAULT']),
    app: shortApp.nullable(),
    name: z.string(),
    description: text,
    revision: z.int(),
    profile: profileContent,
    ...stamps,
  }),
  StreamKey: z.strictObject({
    id,
    state: entityState,
    streamKeyState: z.enum(streamKeyStates),
    forciblyTerminated: z.boolean(),
    app: z.strictObject({ id, name: z.string(), defaultRtmpOutputMode: z.enum(outputModes) }),
    member: shortMember.nullable(),
    videoRoom: shortRoom.nullable(),
    ingestUrl: z.url(),
    streamKey: z.string(),
    mode: z.enum(outputModes).nullable(),
    ...playUrls,
    profile: z.strictObject({ id, state: entityState, type: profileType, name: z.string(), revision: z.int(), profile: profileContent }).nullable(),
    error: z.strictObject({ code: z.string(), message: z.string(), occurredAt: instant }).nullable(),
    ...stamps,
  }),
  VideoRoom: z.strictObject({
    id,
    state: entityState,
    uuid: z.uuid(),
    type: z.enum(roomTypes),
    protocol: text,
    videoRoomState: z.enum(roomStates),
    forciblyTerminated: z.boolean(),
    vodState: z.enum(vodStates),
    vodUrl: address,
    format: z.enum(['UNDEFINED', ...outputModes]),
    accessLevel: z.enum(accessLevels),
    app: shortApp,
    member: shortMember.nullable(),
    channel: z.strictObject({ id, state: entityState, channelState: z.enum(['CREATED', 'OPENED', 'PAUSED', 'CLOSED']), name: text }),
    ...creator,
    title: text,
    description: text,
    ...custom,
    policy: z.null(),
    scheduledAt: someday,
    cancelledAt: someday,
    liveStartedAt: someday,
    liveEndedAt: someday,
    vodArchivedAt: someday,
    streamKey: z.strictObject({ id, state: entityState, streamKeyState: z.enum(streamKeyStates) }).nullable(),
    ...playUrls,
    videoPost: z
      .strictObject({ id, state: entityState, videoPostState: z.enum(videoPostStates), type: z.enum(['LIVE_RECORDED', 'PRE_RECORDED']) })
      .nullable(),
    stats: z.null(),
    ...stamps,
  }),
  VideoPost: z.strictObject({
    id,
    state: entityState,
    videoPostState: z.enum(videoPostStates),
    type: z.enum(['LIVE_RECORDED', 'PRE_RECORDED']),
    accessLevel: z.enum(accessLevels),
    app: shortApp,
    member: shortMember.nullable(),
    ...creator,
    videoRoom: shortRoom.nullable(),
    title: text,
    description: text,
    transcodingProfile: z.strictObject({ video: z.null(), preview: z.null(), thumbnail: z.null() }),
    file: z
      .strictObject({
        src: z.strictObject({
          type: z.literal('VIDEO'),
          contentType: z.string(),
          size: z.int().nullable(),
          originalFileName: z.string(),
          url: z.url(),
          drm: z.boolean(),
        }),
        processed: z.array(z.never()),
        processedSummaries: z.array(
          z.strictObject({ format: z.enum(['MP4', 'CMAF_HLS', 'CMAF_MPEG_DASH']), size: z.int().nullable(), url: z.url() }),
        ),
        preview: z.null(),
        thumbnail: z.strictObject({ type: z.literal('IMAGE'), contentType: z.string(), url: z.url() }).nullable(),
      })
      .nullable(),
    customData: z.record(z.string(), z.string()).nullable(),
    stats: z.null(),
    uploadedAt: someday,
    ...stamps,
  }),
} as const

const sort = z.strictObject({ sorted: z.boolean(), unsorted: z.boolean(), empty: z.boolean() })

/** A page of them; `number` counts from 0. */
export const pageAnswer = (item: z.ZodType) =>
  z.strictObject({
    content: z.array(item),
    pageable: z.strictObject({ offset: z.int(), pageNumber: z.int(), pageSize: z.int(), paged: z.boolean(), unpaged: z.boolean(), sort }),
    totalPages: z.int(),
    totalElements: z.int(),
    numberOfElements: z.int(),
    number: z.int(),
    size: z.int(),
    first: z.boolean(),
    last: z.boolean(),
    empty: z.boolean(),
    sort,
  })
