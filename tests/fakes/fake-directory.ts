import type { AccessMode } from '#shared/capabilities'
import { failure } from '#shared/failure'
import type { AppUserId, RoomId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import { memberSchema } from '#shared/wire/member'
import { permitFor } from '../../electron/cloud/ask-operator.ts'
import type { CloudDirectory, ListPage } from '../../electron/cloud/directory-port.ts'
import type { CallName, FakeCloud } from './fake-cloud.ts'

/** One call to the service: it takes its time, is remembered, and fails where a test wants it to. */
export type FakeCall = <T>(name: CallName, act: () => Result<T>, room?: RoomId | null) => Promise<Result<T>>

export function pageOfAll<T>(all: readonly T[], page = 1, pageSize = 50): ListPage<T> {
  return {
    items: all.slice((page - 1) * pageSize, page * pageSize),
    page,
    totalPages: Math.max(1, Math.ceil(all.length / pageSize)),
    total: all.length,
  }
}

/** The directory of a connection to `FakeCloud`, on its members and rooms in memory. */
export function fakeDirectory(cloud: FakeCloud, mode: AccessMode, call: FakeCall): CloudDirectory {
  const permit = permitFor(mode)
  const memberOnly = async <T>(act: () => Promise<Result<T>>): Promise<Result<T>> => (mode === 'member' ? act() : err(failure('not-allowed')))
  const find = (id: string) => cloud.members.find(({ appUserId }) => appUserId === id)
  const view = (id: AppUserId) => {
    const member = find(id)
    return member ? ok(memberSchema.parse(member)) : err(failure('member-not-found'))
  }
  const tokens = (id: string) => ok({ accessToken: cloud.newSecret(`access-of-${id}`), streamingToken: cloud.newSecret(`streaming-of-${id}`) })

  return {
    listMembers: ({ appUserId, appUserName, page, pageSize }) =>
      permit('members.list', () =>
        call('listMembers', () => {
          const all = cloud.members.filter(
            (member) =>
              (appUserId === undefined || member.appUserId.includes(appUserId)) &&
              (appUserName === undefined || (member.appUserName ?? '').includes(appUserName)),
          )
          return ok(
            pageOfAll(
              all.map((member) => memberSchema.parse(member)),
              page,
              pageSize,
            ),
          )
        }),
      ),
    getMember: (id) => permit('members.list', () => call('getMember', () => view(id))),
    upsertMember: ({ appUserId, ...change }) =>
      permit('members.edit', () =>
        call('upsertMember', () => {
          if (!/^[A-Za-z0-9]+$/.test(appUserId)) {
            return err(failure('cloud-refused', { serviceCode: 'INVALID_APP_USER_ID_FORMAT', params: { serviceCode: 'INVALID_APP_USER_ID_FORMAT' } }))
          }
          if (!find(appUserId)) cloud.addMember(appUserId)
          Object.assign(find(appUserId) ?? {}, change)
          return view(appUserId)
        }),
      ),
    updateMember: (id, change) =>
      permit('members.edit', () =>
        call('updateMember', () => {
          Object.assign(find(id) ?? {}, change)
          return view(id)
        }),
      ),
    deleteMembers: (ids) =>
      permit('members.edit', () =>
        call('deleteMembers', () => {
          if (ids.some((id) => !find(id))) return err(failure('member-not-found'))
          cloud.members = cloud.members.filter(({ appUserId }) => !ids.includes(appUserId))
          return ok(undefined)
        }),
      ),
    loginMember: ({ appUserId }) =>
      permit('members.login', () =>
        call('loginMember', () => {
          if (!find(appUserId)) cloud.addMember(appUserId)
          return tokens(appUserId)
        }),
      ),
    loginGuest: () => permit('members.login', () => call('loginGuest', () => tokens('guest'))),
    getSelf: () => memberOnly(() => call('getSelf', () => view(cloud.appUserId))),
    listRooms: ({ member, keyword, state, type, accessLevel, page, pageSize }) =>
      call('listRooms', () => {
        const all = cloud.rooms
          .filter(
            (room) =>
              (member === undefined || room.member === member) &&
              (keyword === undefined || room.title.includes(keyword)) &&
              (state === undefined || room.state === state) &&
              (type === undefined || room.type === type) &&
              (accessLevel === undefined || room.accessLevel === accessLevel),
          )
          .toSorted((one, other) => other.id - one.id)
        return ok(
          pageOfAll(
            all.map((room) => cloud.roomObject(room)),
            page,
            pageSize,
          ),
        )
      }),
    getRoomByUuid: (uuid) =>
      memberOnly(() =>
        call('getRoomByUuid', () => {
          const room = cloud.rooms.find(({ id }) => uuid === `uuid-${id}`)
          return room ? ok(cloud.roomObject(room)) : err(failure('room-not-found'))
        }),
      ),
    createRoom: ({ member, title, description, scheduledAt, accessLevel }) =>
      call('createRoom', () => {
        const owner = mode === 'member' ? cloud.appUserId : member
        if (!find(owner)) return err(failure('member-not-found'))
        if (mode === 'member' && cloud.forbidsSelfCreate) return err(failure('room-self-create-forbidden'))
        const room = cloud.addRoom(title)
        Object.assign(room, { member: owner, description, scheduledAt, accessLevel: accessLevel ?? 'PUBLIC' })
        return ok(cloud.roomObject(room))
      }),
    updateRoom: (id, change) => call('updateRoom', () => cloud.withRoom(id, (room) => ok(cloud.roomObject(Object.assign(room, change)))), id),
    deleteRoom: (id) =>
      call(
        'deleteRoom',
        () =>
          cloud.withRoom(id, (room) => {
            cloud.rooms = cloud.rooms.filter((other) => other !== room)
            return ok(undefined)
          }),
        id,
      ),
    cancelRoom: (id) =>
      permit('rooms.cancel', () =>
        call(
          'cancelRoom',
          () =>
            cloud.withRoom(id, (room) => {
              if (room.state !== 'SCHEDULED') return err(failure('room-not-scheduled'))
              room.state = 'CANCELLED'
              return ok(cloud.roomObject(room))
            }),
          id,
        ),
      ),
    listVideoPosts: ({ member, page, pageSize }) =>
      permit('videoPosts.read', () =>
        call('listVideoPosts', () => {
          const all = cloud.rooms.filter((room) => room.vodState === 'ARCHIVED' && (member === undefined || room.member === member))
          return ok(
            pageOfAll(
              all.toSorted((one, other) => other.id - one.id).map((room) => cloud.postObject(cloud.postIdOf(room))),
              page,
              pageSize,
            ),
          )
        }),
      ),
  }
}
