import type { AccessMode } from '#shared/capabilities'
import type { Failure } from '#shared/failure'
import type { RoomId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import { memberSchema } from '#shared/wire/member'
import { profileSchema } from '#shared/wire/profile'
import { roomSchema, type VideoRoom } from '#shared/wire/room'
import { type StreamKey, streamKeySchema } from '#shared/wire/stream-key'
import { videoPostSchema } from '#shared/wire/video-post'
import type { Logger } from '../logging/port.ts'
import { accessPaths, operatorPaths } from './access-paths.ts'
import { permitFor } from './ask-operator.ts'
import type { ListPages } from './list-pages.ts'
import type { CloudRefusal } from './map-error.ts'
import type { CloudApi } from './port.ts'
import { anyAnswer, readDoneRoom } from './read-done-room.ts'
import type { CloudRequest } from './request.ts'
import type { ServerDialect } from './server-dialect.ts'

const membersPerPage = 100
const roomsPerPage = 50
const profilesPerPage = 100

export type CloudApiOptions = {
  readonly mode: AccessMode
  readonly request: CloudRequest
  readonly list: ListPages
  readonly dialect: ServerDialect
  readonly logger: Pick<Logger, 'hide'>
  readonly clockOffsetMs: () => number | null
}

/** What a broadcast asks of FlipFlop Cloud, in either access mode. Pages count from 1. */
export function createCloudApi({ mode, request, list, dialect, logger, clockOffsetMs }: CloudApiOptions): CloudApi {
  const paths = accessPaths(mode)
  const permit = permitFor(mode)
  const hidden = new Set<string>()

  const getRoom = async (room: RoomId, signal?: AbortSignal): Promise<Result<VideoRoom>> =>
    plain(await request({ method: 'GET', path: paths.room(room), schema: roomSchema, signal }))

  /** A stream key that came with an answer is hidden from the logs before anybody has it. */
  function hiding(answer: Result<StreamKey, CloudRefusal>): Result<StreamKey> {
    if (answer.ok && !hidden.has(answer.value.streamKey)) {
      hidden.add(answer.value.streamKey)
      logger.hide(answer.value.streamKey)
    }
    return plain(answer)
  }

  async function act(room: RoomId, action: 'start' | 'end', signal?: AbortSignal): Promise<Result<VideoRoom>> {
    const post = (style: 0 | 1) => request({ method: 'POST', path: paths.action(room, action, style), schema: anyAnswer, signal })
    let answer = await post(dialect.actionStyle)
    if (!answer.ok && answer.failure.unknownRoute) {
      const other = dialect.actionStyle === 0 ? 1 : 0
      const second = await post(other)
      if (second.ok || !second.failure.unknownRoute) {
        dialect.actionStyle = other
        answer = second
      }
    }
    return readDoneRoom(answer, () => getRoom(room, signal))
  }

  return {
    listMembers: (signal) => permit('members.list', () => list(operatorPaths.members, memberSchema, 1, { pageSize: membersPerPage }, signal)),
    getStreamKey: async (member, signal) =>
      hiding(await request({ method: 'GET', path: paths.streamKeyOf(member), schema: streamKeySchema, signal })),
    listRooms: ({ member, page = 1 }, signal) =>
      list(paths.rooms, roomSchema, page, { appUserId: member, pageSize: roomsPerPage, sortBy: 'CREATED_AT_DESC' }, signal),
    getRoom,
    createRoom: async ({ member, title, scheduledAt }, signal) => {
      const owner = mode === 'operator' ? { appUserId: member } : {}
      const body = { ...owner, type: 'BROADCAST_RTMP', title, accessLevel: 'PUBLIC', scheduledAt }
      return plain(await request({ method: 'POST', path: paths.rooms, body, schema: roomSchema, signal }))
    },
    startRoom: (room, signal) => act(room, 'start', signal),
    endRoom: (room, signal) => act(room, 'end', signal),
    forceTerminate: (member, signal) =>
      permit('streamKey.forceTerminate', async () => {
        const answer = await request({ method: 'POST', path: operatorPaths.forceTerminate(member), schema: anyAnswer, signal })
        return answer.ok ? ok(undefined) : err(answer.failure.failure)
      }),
    reissueKey: (key, signal) =>
      permit('streamKey.reissue', async () =>
        hiding(await request({ method: 'POST', path: operatorPaths.reissue(key), schema: streamKeySchema, signal })),
      ),
    listProfiles: (signal) =>
      permit('profiles.list', () => list(operatorPaths.profiles, profileSchema, 1, { type: 'BROADCAST_RTMP', pageSize: profilesPerPage }, signal)),
    chooseProfile: (key, profileId, signal) =>
      permit('streamKey.chooseProfile', async () => {
        const body = { profileId: wireNumber(profileId) }
        return hiding(await request({ method: 'PATCH', path: operatorPaths.streamKey(key), body, schema: streamKeySchema, signal }))
      }),
    getVideoPost: (post, signal) =>
      permit('videoPosts.read', async () =>
        plain(await request({ method: 'GET', path: operatorPaths.videoPost(post), schema: videoPostSchema, signal })),
      ),
    clockOffsetMs,
  }
}

/** An id as the service writes it; one that a number cannot hold stays text. */
const wireNumber = (id: string): number | string => (Number.isSafeInteger(Number(id)) ? Number(id) : id)

const plain = <T>(result: Result<T, CloudRefusal>): Result<T, Failure> => (result.ok ? result : err(result.failure.failure))
