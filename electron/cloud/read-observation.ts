import type { Failure } from '#shared/failure'
import type { AppUserId, RoomId } from '#shared/ids'
import type { Result } from '#shared/result'
import type { VideoRoom } from '#shared/wire/room'
import type { StreamKey } from '#shared/wire/stream-key'
import type { VideoPost } from '#shared/wire/video-post'
import type { CloudApi } from './port.ts'

/** What one look at the service found. `failed`: nothing to build on. */
export type Look =
  | {
      readonly kind: 'answered'
      readonly streamKey: StreamKey
      readonly room: VideoRoom | null
      readonly videoPost: VideoPost | null
      /** Key and room answered, but something beside them is amiss (the room is gone, the video post could not be read). */
      readonly failure: Failure | null
    }
  | { readonly kind: 'failed'; readonly failure: Failure }

const finalPostStates: ReadonlySet<unknown> = new Set(['PROCESSED', 'FAILED_UPLOAD', 'FAILED_QUEUING', 'FAILED_PROCESSING'])

/**
 * Reads stream key and room together, so that the pair fits in time, then the room's video post while it is still
 * being made. A room that does not exist is an answer (no room), not a silent service.
 */
export async function readObservation(
  api: Pick<CloudApi, 'getStreamKey' | 'getRoom' | 'getVideoPost'>,
  target: { readonly member: AppUserId; readonly room: RoomId | null; readonly knownPost: VideoPost | null },
  signal: AbortSignal,
): Promise<Look> {
  const [key, room] = await Promise.all([
    api.getStreamKey(target.member, signal),
    target.room === null ? ({ ok: true, value: null } as const) : api.getRoom(target.room, signal),
  ])
  if (!key.ok) return { kind: 'failed', failure: key.failure }
  if (!room.ok) {
    if (room.failure.code !== 'room-not-found') return { kind: 'failed', failure: room.failure }
    return { kind: 'answered', streamKey: key.value, room: null, videoPost: null, failure: room.failure }
  }
  const post = await readPost(api, room.value, target.knownPost, signal)
  return { kind: 'answered', streamKey: key.value, room: room.value, ...post }
}

async function readPost(
  api: Pick<CloudApi, 'getVideoPost'>,
  room: VideoRoom | null,
  known: VideoPost | null,
  signal: AbortSignal,
): Promise<{ readonly videoPost: VideoPost | null; readonly failure: Failure | null }> {
  const id = room?.videoPostId
  if (id === undefined || (room?.videoRoomState !== 'ENDED' && room?.videoRoomState !== 'ARCHIVED')) return { videoPost: null, failure: null }
  const same = known?.id === id ? known : null
  if (same !== null && finalPostStates.has(same.videoPostState)) return { videoPost: same, failure: null }
  const post: Result<VideoPost> = await api.getVideoPost(id, signal)
  if (post.ok) return { videoPost: post.value, failure: null }
  // Announced by the room before it can be read: not there yet. In member mode the room itself is all there is.
  const isNothingAmiss = post.failure.code === 'video-post-not-found' || post.failure.code === 'ask-operator'
  return { videoPost: same, failure: isNothingAmiss ? null : post.failure }
}
