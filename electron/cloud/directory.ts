import type { AccessMode } from '#shared/capabilities'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { memberSchema, memberTokensSchema } from '#shared/wire/member'
import { roomSchema } from '#shared/wire/room'
import { videoPostSchema } from '#shared/wire/video-post'
import type { Logger } from '../logging/port.ts'
import { accessPaths, memberPaths, operatorPaths } from './access-paths.ts'
import { permitFor } from './ask-operator.ts'
import type { CloudDirectory } from './directory-port.ts'
import type { ListPages } from './list-pages.ts'
import type { CloudRefusal } from './map-error.ts'
import type { MemberTokens } from './port.ts'
import { anyAnswer, readDoneRoom } from './read-done-room.ts'
import type { CloudRequest } from './request.ts'

const membersPerPage = 50
const roomsPerPage = 50
const postsPerPage = 50

export type DirectoryOptions = {
  readonly mode: AccessMode
  readonly request: CloudRequest
  readonly list: ListPages
  readonly logger: Pick<Logger, 'hide'>
}

/** The account for lists and forms, in either access mode. */
export function createDirectory({ mode, request, list, logger }: DirectoryOptions): CloudDirectory {
  const paths = accessPaths(mode)
  const permit = permitFor(mode)
  const memberOnly = async <T>(act: () => Promise<Result<T>>): Promise<Result<T>> => (mode === 'member' ? act() : err(failure('not-allowed')))

  /** Tokens that came with an answer are hidden from the logs before anybody has them. */
  function hiding(answer: Result<MemberTokens, CloudRefusal>): Result<MemberTokens> {
    if (!answer.ok) return err(answer.failure.failure)
    for (const token of Object.values(answer.value)) if (token !== undefined) logger.hide(token)
    return ok(answer.value)
  }

  return {
    listMembers: ({ page = 1, pageSize = membersPerPage, ...filter }, signal) =>
      permit('members.list', () => list(operatorPaths.members, memberSchema, page, { ...filter, pageSize }, signal)),
    getMember: (member, signal) =>
      permit('members.list', async () => plain(await request({ method: 'GET', path: operatorPaths.member(member), schema: memberSchema, signal }))),
    upsertMember: (draft, signal) =>
      permit('members.edit', async () =>
        plain(await request({ method: 'POST', path: operatorPaths.members, body: draft, schema: memberSchema, signal })),
      ),
    updateMember: (member, change, signal) =>
      permit('members.edit', async () =>
        plain(await request({ method: 'PATCH', path: operatorPaths.member(member), body: change, schema: memberSchema, signal })),
      ),
    deleteMembers: (members, signal) =>
      permit('members.edit', async () => {
        if (members.length === 0) return ok(undefined)
        return done(await request({ method: 'DELETE', path: operatorPaths.membersAtOnce(members), schema: anyAnswer, signal }))
      }),
    loginMember: (draft, signal) =>
      permit('members.login', async () =>
        hiding(await request({ method: 'POST', path: operatorPaths.login, body: draft, schema: memberTokensSchema, signal })),
      ),
    loginGuest: (signal) =>
      permit('members.login', async () =>
        hiding(await request({ method: 'POST', path: operatorPaths.loginAsGuest, body: {}, schema: memberTokensSchema, signal })),
      ),
    getSelf: (signal) => memberOnly(async () => plain(await request({ method: 'GET', path: memberPaths.self, schema: memberSchema, signal }))),
    listRooms: ({ member, state, page = 1, pageSize = roomsPerPage, ...filter }, signal) =>
      // A member asks for their own rooms by name too: where the service lists those of others, they do not come along.
      list(paths.rooms, roomSchema, page, { appUserId: member, videoRoomState: state, ...filter, pageSize, sortBy: 'CREATED_AT_DESC' }, signal),
    getRoomByUuid: (uuid, signal) =>
      memberOnly(async () => plain(await request({ method: 'GET', path: paths.roomByUuid(uuid), schema: roomSchema, signal }))),
    createRoom: async ({ member, accessLevel = 'PUBLIC', ...draft }, signal) => {
      const owner = mode === 'operator' ? { appUserId: member } : {}
      const body = { ...owner, type: 'BROADCAST_RTMP', accessLevel, ...draft }
      return plain(await request({ method: 'POST', path: paths.rooms, body, schema: roomSchema, signal }))
    },
    updateRoom: async (room, change, signal) => {
      const answer = await request({ method: 'PATCH', path: paths.room(room), body: change, schema: anyAnswer, signal })
      return readDoneRoom(answer, async () => plain(await request({ method: 'GET', path: paths.room(room), schema: roomSchema, signal })))
    },
    deleteRoom: async (room, signal) => done(await request({ method: 'DELETE', path: paths.room(room), schema: anyAnswer, signal })),
    cancelRoom: (room, signal) =>
      permit('rooms.cancel', async () => {
        const answer = await request({ method: 'POST', path: operatorPaths.cancel(room), schema: anyAnswer, signal })
        return readDoneRoom(answer, async () => plain(await request({ method: 'GET', path: paths.room(room), schema: roomSchema, signal })))
      }),
    listVideoPosts: ({ member, state, page = 1, pageSize = postsPerPage }, signal) =>
      permit('videoPosts.read', () =>
        list(
          operatorPaths.videoPosts,
          videoPostSchema,
          page,
          { appUserId: member, videoPostState: state, pageSize, sortBy: 'CREATED_AT_DESC' },
          signal,
        ),
      ),
  }
}

const plain = <T>(result: Result<T, CloudRefusal>): Result<T> => (result.ok ? result : err(result.failure.failure))
const done = (result: Result<unknown, CloudRefusal>): Result<void> => (result.ok ? ok(undefined) : err(result.failure.failure))
