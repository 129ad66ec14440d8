import type { StoredRoom } from '../state/entities.ts'
import { cancel, type Ruling, roomById } from '../state/rules.ts'
import { answers, pageAnswer } from './answers.ts'
import { type ErrorCode, refuse } from './errors.ts'
import { listQuery } from './page.ts'
import { createErrors, patchErrors, type RoomActs, roomBody, roomFilters, roomPatch } from './room-acts.ts'
import { type Answer, type ApiContext, type ApiRequest, idParam, type Route } from './route.ts'

/** Go live and end: store and engine move together. */
export type RoomMoves = {
  readonly start: (room: StoredRoom) => Ruling
  readonly end: (room: StoredRoom) => Ruling
}

type RoomsContext = ApiContext & RoomMoves & { readonly acts: RoomActs }

const path = '/v2/apps/me/video-rooms'

export const startErrors: readonly ErrorCode[] = [
  'VIDEO_ROOM_NOT_FOUND',
  'STREAM_KEY_NOT_FOUND',
  'VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP',
  'VIDEO_ROOM_STATE_NOT_SCHEDULED',
  'STREAM_KEY_STATE_NOT_ACTIVE',
]
export const endErrors: readonly ErrorCode[] = [
  'VIDEO_ROOM_NOT_FOUND',
  'STREAM_KEY_NOT_FOUND',
  'VIDEO_ROOM_TYPE_NOT_BROADCAST_RTMP',
  'VIDEO_ROOM_STATE_NOT_LIVE_INACTIVE',
  'STREAM_KEY_STATE_NOT_INACTIVE_LIVE',
]

/** Video rooms with app access: everybody's. */
export function roomRoutes({ store, now, acts, start, end }: RoomsContext): readonly Route[] {
  const withRoom =
    (act: (room: StoredRoom, request: ApiRequest) => Answer) =>
    (request: ApiRequest): Answer => {
      const room = roomById(store.read(), idParam(request.params.id) ?? null)
      return room === undefined ? refuse('VIDEO_ROOM_NOT_FOUND') : act(room, request)
    }
  const ruled = (ruling: Ruling, room: StoredRoom): Answer => (ruling.kind === 'refused' ? refuse(ruling.errorCode) : acts.show(room))
  /** The documents disagree about the paths, so both spellings are served; they are the same request. */
  const action = (
    name: string,
    paths: readonly string[],
    doc: Pick<Route['doc'], 'summary' | 'errors'>,
    act: (room: StoredRoom) => Ruling,
  ): readonly Route[] =>
    paths.map((suffix) => ({
      method: 'POST',
      path: `${path}/:id/${suffix}`,
      doc: { ...doc, answer: [200, answers.VideoRoom] },
      lock: ({ params }) => `${name} room ${params.id}`,
      handle: withRoom((room) => ruled(act(room), room)),
    }))

  return [
    {
      method: 'GET',
      path,
      doc: { summary: 'Lists video rooms', query: listQuery(roomFilters), answer: [200, pageAnswer(answers.VideoRoom)] },
      handle: ({ query }) => acts.list(query),
    },
    {
      method: 'POST',
      path,
      doc: {
        summary: 'Creates a video room',
        body: roomBody,
        answer: [201, answers.VideoRoom],
        errors: ['EMPTY_VIDEO_ROOM_APP_USER_ID', 'MEMBER_NOT_FOUND', ...createErrors],
      },
      lock: ({ body }) => `create room ${JSON.stringify(body)}`,
      handle: ({ body }) =>
        acts.create(body, (appUserId) => {
          if (!appUserId) return 'EMPTY_VIDEO_ROOM_APP_USER_ID'
          const member = store.read().members.find((candidate) => candidate.appUserId === appUserId && candidate.state === 'ACTIVE')
          return member === undefined ? 'MEMBER_NOT_FOUND' : { memberId: member.id, byMember: false }
        }),
    },
    {
      method: 'GET',
      path: `${path}/:id`,
      doc: { summary: 'One video room', answer: [200, answers.VideoRoom], errors: ['VIDEO_ROOM_NOT_FOUND'] },
      handle: withRoom(acts.show),
    },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      doc: { summary: 'Changes a video room', body: roomPatch, answer: [200, answers.VideoRoom], errors: patchErrors },
      lock: ({ params }) => `edit room ${params.id}`,
      handle: withRoom((room, { body }) => acts.edit(room, body)),
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      doc: { summary: 'Deletes a video room', answer: [204, null], errors: ['VIDEO_ROOM_NOT_FOUND', 'VIDEO_ROOM_STATE_LIVE'] },
      lock: ({ params }) => `edit room ${params.id}`,
      handle: withRoom(acts.remove),
    },
    ...action('start', ['rtmp-broadcast/state/live', 'start'], { summary: 'Goes live', errors: startErrors }, start),
    ...action('end', ['rtmp-broadcast/state/ended', 'end'], { summary: 'Ends the broadcast', errors: endErrors }, end),
    ...action(
      'cancel',
      ['rtmp-broadcast/state/cancelled'],
      { summary: 'Cancels a scheduled room', errors: ['VIDEO_ROOM_NOT_FOUND', 'VIDEO_ROOM_STATE_NOT_SCHEDULED'] },
      (room) => {
        const ruling = cancel(room, { at: now() })
        if (ruling.kind === 'done') store.commit(ruling.changes)
        return ruling
      },
    ),
  ]
}
