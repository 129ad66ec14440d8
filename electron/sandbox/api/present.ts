import { vodDash, vodHls, vodThumbnail } from '../archive/make-cmaf.ts'
import type { App, Database, StoredMember, StoredPost, StoredProfile, StoredRoom, StoredStreamKey } from '../state/entities.ts'
import { makesCmaf, makesRtmp } from '../state/output-mode.ts'

/** Where encoders, viewers and players of RTMP find this local FlipFlop Cloud now. No trailing slash. */
export type Addresses = { readonly ingestUrl: string; readonly playUrl: string; readonly rtmpPlayUrl: string }

/** The names of what can be fetched under a live path; the play server serves them. */
export const hlsManifest = 'master.m3u8'
export const dashManifest = 'manifest.mpd'
export const flvFile = 'stream.flv'

export type PlayUrls = {
  readonly playUrl: string | null
  readonly cmafHlsPlayUrl: string | null
  readonly cmafDashPlayUrl: string | null
  readonly rtmpPlayUrl: string | null
  readonly httpFlvPlayUrl: string | null
}

/** Entities as the API writes them. Nothing but JSON values; every documented field is there, null where it has no value. */
export type Presenter = {
  readonly member: (member: StoredMember) => object
  /** As the member sees itself. */
  readonly ownMember: (member: StoredMember) => object
  readonly profile: (profile: StoredProfile) => object
  readonly streamKey: (key: StoredStreamKey) => object
  readonly room: (room: StoredRoom) => object
  readonly channel: (room: StoredRoom) => object
  readonly post: (post: StoredPost) => object
}

export function createPresenter(db: Database, addresses: Addresses): Presenter {
  const memberOf = (id: number) => db.members.find((member) => member.id === id)
  const stamps = ({ createdAt, lastModifiedAt }: { readonly createdAt: string; readonly lastModifiedAt: string }) => ({ createdAt, lastModifiedAt })

  const presentMember = (member: StoredMember) => ({
    id: member.id,
    state: member.state,
    app: shortApp(db.app),
    appUserId: member.appUserId,
    appUserName: member.appUserName,
    appUserProfileImgUrl: member.appUserProfileImgUrl,
    customType: member.customType,
    customData: member.customData,
    ...stamps(member),
  })

  const presentChannel = (room: StoredRoom) => ({
    id: channelIdOf(room),
    state: room.state,
    channelState: channelStates[room.videoRoomState],
    name: room.title,
  })

  return {
    member: presentMember,
    channel: presentChannel,
    ownMember: (member) => ({ ...presentMember(member), email: member.email, country: null, lang: null }),
    profile: (profile) => ({ ...profile, app: profile.creatorType === 'APP' ? shortApp(db.app) : null }),
    streamKey: (key) => {
      const room = db.rooms.find((candidate) => candidate.id === key.videoRoomId)
      const profile = db.profiles.find((candidate) => candidate.id === key.profileId)
      return {
        id: key.id,
        state: 'ACTIVE',
        streamKeyState: key.streamKeyState,
        forciblyTerminated: key.forciblyTerminated,
        app: { id: db.app.id, name: db.app.name, defaultRtmpOutputMode: db.app.defaultRtmpOutputMode },
        member: shortMember(memberOf(key.memberId)),
        videoRoom: room === undefined ? null : { id: room.id, videoRoomState: room.videoRoomState, type: room.type, title: room.title },
        ingestUrl: addresses.ingestUrl,
        streamKey: key.streamKey,
        mode: key.mode,
        ...playUrlsOf(key, addresses),
        profile:
          profile === undefined
            ? null
            : {
                id: profile.id,
                state: profile.state,
                type: profile.type,
                name: profile.name,
                revision: profile.revision,
                profile: profile.profile,
              },
        error: key.error,
        ...stamps(key),
      }
    },
    room: (room) => {
      const key = db.streamKeys.find((candidate) => candidate.id === room.streamKeyId)
      const post = db.posts.find((candidate) => candidate.id === room.videoPostId && candidate.state === 'ACTIVE')
      return {
        id: room.id,
        state: room.state,
        uuid: room.uuid,
        type: room.type,
        protocol: null,
        videoRoomState: room.videoRoomState,
        forciblyTerminated: room.forciblyTerminated,
        vodState: room.vodState,
        vodUrl: room.vodState === 'ARCHIVED' ? vodUrlOf(post, addresses) : null,
        format: room.mode ?? 'UNDEFINED',
        accessLevel: room.accessLevel,
        app: shortApp(db.app),
        member: shortMember(memberOf(room.memberId)),
        channel: presentChannel(room),
        creatorType: room.byMember ? 'MEMBER' : 'APP',
        creatorId: room.byMember ? room.memberId : db.app.id,
        title: room.title,
        description: room.description,
        customType: room.customType,
        customData: room.customData,
        policy: null,
        scheduledAt: room.scheduledAt,
        cancelledAt: room.cancelledAt,
        liveStartedAt: room.liveStartedAt,
        liveEndedAt: room.liveEndedAt,
        vodArchivedAt: room.vodArchivedAt,
        streamKey: key === undefined ? null : { id: key.id, state: 'ACTIVE', streamKeyState: key.streamKeyState },
        ...playUrlsOf(room, addresses),
        videoPost: post === undefined ? null : { id: post.id, state: post.state, videoPostState: post.videoPostState, type: post.type },
        stats: null,
        ...stamps(room),
      }
    },
    post: (post) => {
      const room = db.rooms.find((candidate) => candidate.id === post.videoRoomId)
      const url = vodUrlOf(post, addresses)
      return {
        id: post.id,
        state: post.state,
        videoPostState: post.videoPostState,
        type: post.type,
        accessLevel: post.accessLevel,
        app: shortApp(db.app),
        member: shortMember(memberOf(post.memberId)),
        creatorType: 'APP',
        creatorId: db.app.id,
        videoRoom: room === undefined ? null : { id: room.id, videoRoomState: room.videoRoomState, type: room.type, title: room.title },
        title: post.title,
        description: post.description,
        transcodingProfile: { video: null, preview: null, thumbnail: null },
        file:
          url === null
            ? null
            : {
                src: { type: 'VIDEO', contentType: 'video/mp4', size: post.size, originalFileName: `${post.id}.mp4`, url, drm: false },
                processed: [],
                processedSummaries: post.videoPostState === 'PROCESSED' ? [{ format: 'MP4', size: post.size, url }, ...cmafOf(post, addresses)] : [],
                preview: null,
                thumbnail: post.cmafDir === null ? null : { type: 'IMAGE', contentType: 'image/jpeg', url: inCmafDir(post, addresses, vodThumbnail) },
              },
        customData: post.customData,
        stats: null,
        uploadedAt: null,
        ...stamps(post),
      }
    },
  }
}

/** own: a room's channel has the id of the room. */
export const channelIdOf = (room: Pick<StoredRoom, 'id'>): number => room.id

const channelStates = {
  SCHEDULED: 'CREATED',
  LIVE: 'OPENED',
  LIVE_INACTIVE: 'PAUSED',
  ENDED: 'CLOSED',
  ARCHIVED: 'CLOSED',
  CANCELLED: 'CLOSED',
} as const satisfies Record<StoredRoom['videoRoomState'], string>

const shortApp = ({ id, state, name }: App) => ({ id, state, name })

const shortMember = (member: StoredMember | undefined) =>
  member === undefined
    ? null
    : { id: member.id, appUserId: member.appUserId, appUserName: member.appUserName, appUserProfileImgUrl: member.appUserProfileImgUrl }

export function playUrlsOf({ livePath, mode }: Pick<StoredStreamKey, 'livePath' | 'mode'>, { playUrl, rtmpPlayUrl }: Addresses): PlayUrls {
  const at = (made: boolean, url: string) => (livePath === null || !made ? null : url)
  const urls = {
    cmafHlsPlayUrl: at(makesCmaf(mode), `${playUrl}/live/${livePath}/${hlsManifest}`),
    cmafDashPlayUrl: at(makesCmaf(mode), `${playUrl}/live/${livePath}/${dashManifest}`),
    rtmpPlayUrl: at(makesRtmp(mode), `${rtmpPlayUrl}/${livePath}`),
    httpFlvPlayUrl: at(makesRtmp(mode), `${playUrl}/live/${livePath}/${flvFile}`),
  }
  return { playUrl: urls.cmafHlsPlayUrl ?? urls.rtmpPlayUrl, ...urls }
}

const vodUrlOf = (post: StoredPost | undefined, { playUrl }: Addresses): string | null =>
  post === undefined || post.vodFile === null ? null : `${playUrl}/vod/${post.vodFile}`

const inCmafDir = ({ cmafDir }: StoredPost, { playUrl }: Addresses, file: string) => `${playUrl}/vod/${cmafDir}/${file}`

const cmafOf = (post: StoredPost, addresses: Addresses) =>
  post.cmafDir === null
    ? []
    : [
        { format: 'CMAF_HLS', size: post.cmafSize, url: inCmafDir(post, addresses, vodHls) },
        { format: 'CMAF_MPEG_DASH', size: post.cmafSize, url: inCmafDir(post, addresses, vodDash) },
      ]
