import { z } from 'zod'
import type { Failure } from '#shared/failure'
import type { RoomId, StreamKeyId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import { pageOf } from '#shared/wire/common'
import { memberSchema } from '#shared/wire/member'
import { profileSchema } from '#shared/wire/profile'
import { roomSchema, type VideoRoom } from '#shared/wire/room'
import { type StreamKey, streamKeySchema } from '#shared/wire/stream-key'
import { videoPostSchema } from '#shared/wire/video-post'
import type { Logger } from '../logging/port.ts'
import type { CloudRefusal } from './map-error.ts'
import type { CloudApi, Page } from './port.ts'
import type { CloudRequest } from './request.ts'

const app = '/v2/apps/me'
const membersPerPage = 100
const roomsPerPage = 50
const profilesPerPage = 100

/** The paths that start and end a broadcast differ between documents; the documented spelling comes first. */
const actionPaths = {
  start: ['rtmp-broadcast/state/live', 'start'],
  end: ['rtmp-broadcast/state/ended', 'end'],
} as const

/** What was learned about a server, shared by everybody who talks to it. */
export type ServerDialect = {
  /** Which of the two spellings in `actionPaths` it speaks. */
  actionStyle: 0 | 1
  /** What it calls its first page: 1 by an SDK's comment; an answer that contradicts teaches 0. */
  firstPage: 0 | 1
}

export const newDialect = (): ServerDialect => ({ actionStyle: 0, firstPage: 1 })

/** App access to FlipFlop Cloud (`/v2/apps/me`) over one request function. Pages count from 1. */
export function createCloudApi(
  request: CloudRequest,
  {
    dialect,
    logger,
    clockOffsetMs,
  }: { readonly dialect: ServerDialect; readonly logger: Pick<Logger, 'hide'>; readonly clockOffsetMs: () => number | null },
): CloudApi {
  const hidden = new Set<string>()

  async function listPage<S extends z.ZodType>(
    path: string,
    item: S,
    page: number,
    query: Readonly<Record<string, string | number | undefined>>,
    signal?: AbortSignal,
  ): Promise<Result<Page<z.output<S>>>> {
    const ask = () => request({ method: 'GET', path, query: { ...query, page: page - 1 + dialect.firstPage }, schema: pageOf(item), signal })
    let answer = await ask()
    // `number` counts from 0. The number that was asked for coming back unchanged means that this server counts from 0 too.
    if (answer.ok && dialect.firstPage === 1 && answer.value.number === page) {
      dialect.firstPage = 0
      const again = await ask()
      if (again.ok && again.value.number === page - 1) answer = again
      else dialect.firstPage = 1
    }
    if (!answer.ok) return err(answer.failure.failure)
    return ok({ items: answer.value.content, page, totalPages: answer.value.totalPages })
  }

  const getRoom = async (room: RoomId, signal?: AbortSignal): Promise<Result<VideoRoom>> =>
    plain(await request({ method: 'GET', path: `${app}/video-rooms/${encodeURIComponent(room)}`, schema: roomSchema, signal }))

  /** A stream key that came with an answer is hidden from the logs before anybody has it. */
  function hiding(answer: Result<StreamKey, CloudRefusal>): Result<StreamKey> {
    if (answer.ok && !hidden.has(answer.value.streamKey)) {
      hidden.add(answer.value.streamKey)
      logger.hide(answer.value.streamKey)
    }
    return plain(answer)
  }

  const keyPath = (key: StreamKeyId) => `${app}/stream-keys/${encodeURIComponent(key)}`

  async function act(room: RoomId, action: keyof typeof actionPaths, signal?: AbortSignal): Promise<Result<VideoRoom>> {
    const post = (style: 0 | 1) =>
      request({ method: 'POST', path: `${app}/video-rooms/${encodeURIComponent(room)}/${actionPaths[action][style]}`, schema: z.unknown(), signal })
    let answer = await post(dialect.actionStyle)
    if (!answer.ok && answer.failure.unknownRoute) {
      const other = dialect.actionStyle === 0 ? 1 : 0
      const second = await post(other)
      if (second.ok || !second.failure.unknownRoute) {
        dialect.actionStyle = other
        answer = second
      }
    }
    if (!answer.ok) return err(answer.failure.failure)
    // Done is done: where the answer is not the room (its body is not documented), the room is read.
    const parsed = roomSchema.safeParse(answer.value)
    return parsed.success ? ok(parsed.data) : getRoom(room, signal)
  }

  return {
    listMembers: (signal) => listPage(`${app}/members`, memberSchema, 1, { pageSize: membersPerPage }, signal),
    getStreamKey: async (member, signal) => {
      const path = `${app}/members/${encodeURIComponent(member)}/stream-key`
      return hiding(await request({ method: 'GET', path, schema: streamKeySchema, signal }))
    },
    listRooms: ({ member, page = 1 }, signal) =>
      listPage(`${app}/video-rooms`, roomSchema, page, { appUserId: member, pageSize: roomsPerPage, sortBy: 'CREATED_AT_DESC' }, signal),
    getRoom,
    createRoom: async ({ member, title, scheduledAt }, signal) => {
      const body = { appUserId: member, type: 'BROADCAST_RTMP', title, accessLevel: 'PUBLIC', scheduledAt }
      return plain(await request({ method: 'POST', path: `${app}/video-rooms`, body, schema: roomSchema, signal }))
    },
    startRoom: (room, signal) => act(room, 'start', signal),
    endRoom: (room, signal) => act(room, 'end', signal),
    forceTerminate: async (member, signal) => {
      const path = `${app}/members/${encodeURIComponent(member)}/stream-key/force-terminate`
      const answer = await request({ method: 'POST', path, schema: z.unknown(), signal })
      return answer.ok ? ok(undefined) : err(answer.failure.failure)
    },
    reissueKey: async (key, signal) => hiding(await request({ method: 'POST', path: `${keyPath(key)}/reissue`, schema: streamKeySchema, signal })),
    listProfiles: (signal) =>
      listPage(`${app}/transcoding-profiles`, profileSchema, 1, { type: 'BROADCAST_RTMP', pageSize: profilesPerPage }, signal),
    chooseProfile: async (key, profileId, signal) =>
      hiding(await request({ method: 'PATCH', path: keyPath(key), body: { profileId: wireNumber(profileId) }, schema: streamKeySchema, signal })),
    getVideoPost: async (post, signal) =>
      plain(await request({ method: 'GET', path: `${app}/video-posts/${encodeURIComponent(post)}`, schema: videoPostSchema, signal })),
    clockOffsetMs,
  }
}

/** An id as the service writes it; one that a number cannot hold stays text. */
const wireNumber = (id: string): number | string => (Number.isSafeInteger(Number(id)) ? Number(id) : id)

const plain = <T>(result: Result<T, CloudRefusal>): Result<T, Failure> => (result.ok ? result : err(result.failure.failure))
