import type { FaultSwitches } from '../faults.ts'
import type { StoredRoom } from '../state/entities.ts'
import { type Ruling, roomById } from '../state/rules.ts'
import { answers, pageAnswer } from './answers.ts'
import { type ErrorCode, refuse } from './errors.ts'
import { listQuery } from './page.ts'
import { createErrors, ownRoomBody, ownRoomFilters, patchErrors, type RoomActs, roomPatch } from './room-acts.ts'
import { endErrors, type RoomMoves, startErrors } from './rooms.ts'
import { type Answer, type ApiContext, type ApiRequest, idParam, type Route, type RouteDoc } from './route.ts'

type OwnRoomsContext = ApiContext & RoomMoves & { readonly acts: RoomActs; readonly faults: FaultSwitches }

const path = '/v2/members/me/video-rooms'

/** Video rooms with member access: those of the member alone, everybody else's are not found. */
export function ownRoomRoutes({ store, acts, faults, start, end }: OwnRoomsContext): readonly Route[] {
  const own = (room: StoredRoom | undefined, { caller }: ApiRequest) => (room?.memberId === caller?.memberId ? room : undefined)
  const withRoom =
    (act: (room: StoredRoom, request: ApiRequest) => Answer, find = byId) =>
    (request: ApiRequest): Answer => {
      const room = own(find(request.params), request)
      return room === undefined ? refuse('VIDEO_ROOM_NOT_FOUND') : act(room, request)
    }
  const byId = ({ id }: ApiRequest['params']) => roomById(store.read(), idParam(id) ?? null)
  const byUuid = ({ uuid }: ApiRequest['params']) => store.read().rooms.find((room) => room.uuid === uuid && room.state === 'ACTIVE')
  const moved = (move: (room: StoredRoom) => Ruling) =>
    withRoom((room) => {
      const ruling = move(room)
      return ruling.kind === 'refused' ? refuse(ruling.errorCode) : acts.show(room)
    })
  const shown = (summary: string, errors: readonly ErrorCode[]): RouteDoc => ({ summary, answer: [200, answers.VideoRoom], errors })

  const routes: readonly Omit<Route, 'access'>[] = [
    {
      method: 'GET',
      path,
      doc: { summary: 'Lists my video rooms', query: listQuery(ownRoomFilters), answer: [200, pageAnswer(answers.VideoRoom)] },
      handle: ({ query, caller }) => acts.list(query, caller?.memberId ?? 0),
    },
    {
      method: 'POST',
      path,
      doc: {
        summary: 'Creates a video room of mine',
        body: ownRoomBody,
        answer: [201, answers.VideoRoom],
        errors: ['MEMBER_SELF_CREATE_VIDEO_ROOM_NOT_AVAILABLE_DUE_TO_APP_POLICY', ...createErrors],
      },
      lock: ({ body, caller }) => `create room of ${caller?.memberId} ${JSON.stringify(body)}`,
      handle: ({ body, caller }) => {
        if (!faults.read().memberSelfCreate) return refuse('MEMBER_SELF_CREATE_VIDEO_ROOM_NOT_AVAILABLE_DUE_TO_APP_POLICY')
        return acts.create(body, () => ({ memberId: caller?.memberId ?? 0, byMember: true }))
      },
    },
    { method: 'GET', path: `${path}/:id`, doc: shown('One video room of mine', ['VIDEO_ROOM_NOT_FOUND']), handle: withRoom(acts.show) },
    {
      method: 'GET',
      path: `${path}/uuid/:uuid`,
      doc: shown('One video room of mine, by its UUID', ['VIDEO_ROOM_NOT_FOUND']),
      handle: withRoom(acts.show, byUuid),
    },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      doc: { ...shown('Changes a video room of mine', patchErrors), body: roomPatch },
      lock: ({ params }) => `edit room ${params.id}`,
      handle: withRoom((room, { body }) => acts.edit(room, body)),
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      doc: { summary: 'Deletes a video room of mine', answer: [204, null], errors: ['VIDEO_ROOM_NOT_FOUND', 'VIDEO_ROOM_STATE_LIVE'] },
      lock: ({ params }) => `edit room ${params.id}`,
      handle: withRoom(acts.remove),
    },
    {
      method: 'POST',
      path: `${path}/:id/start`,
      doc: shown('Goes live', startErrors),
      lock: ({ params }) => `start room ${params.id}`,
      handle: moved(start),
    },
    {
      method: 'POST',
      path: `${path}/:id/end`,
      doc: shown('Ends the broadcast', endErrors),
      lock: ({ params }) => `end room ${params.id}`,
      handle: moved(end),
    },
  ]
  return routes.map((route) => ({ ...route, access: 'member' }))
}
