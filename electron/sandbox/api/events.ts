import { z } from 'zod'
import type { EventHub } from '../notices/event-hub.ts'
import type { StoredRoom } from '../state/entities.ts'
import { roomById } from '../state/rules.ts'
import { answers } from './answers.ts'
import { refuse } from './errors.ts'
import { type Answer, type ApiContext, type ApiRequest, filterOf, idParam, noContent, ok, type Route } from './route.ts'

type EventsContext = ApiContext & { readonly hub: EventHub }

const lastEventId = 'Last-Event-ID'
const channelPath = '/v2/members/me/video-rooms/:id/channel'

/** Server-sent events of a member, and the channels that one joins to be told about rooms. */
export function eventRoutes({ store, present, hub }: EventsContext): readonly Route[] {
  const withRoom =
    (act: (room: StoredRoom, memberId: number) => Answer) =>
    ({ params, caller }: ApiRequest): Answer => {
      const room = roomById(store.read(), idParam(params.id) ?? null)
      return room === undefined ? refuse('VIDEO_ROOM_NOT_FOUND') : act(room, caller?.memberId ?? 0)
    }
  const told = (act: (roomId: number, memberId: number) => void) =>
    withRoom((room, memberId) => {
      act(room.id, memberId)
      return noContent
    })
  return [
    {
      method: 'GET',
      path: '/v2/members/me/event-sources',
      access: 'member',
      doc: {
        summary: 'What happens to my stream key, and to rooms whose channel I joined',
        query: z.object({ [lastEventId]: z.string().optional() }),
        answer: [200, 'text/event-stream'],
      },
      handle: ({ caller, query, headers }) => {
        if (caller === null) return refuse('EMPTY_MEMBER_CREDENTIALS')
        const last = filterOf(query[lastEventId]) ?? filterOf(headers['last-event-id'])
        return { status: 200, stream: (out) => hub.listen({ memberId: caller.memberId, untilMs: caller.expiresAtMs }, last, out) }
      },
    },
    {
      method: 'GET',
      path: channelPath,
      access: 'member',
      doc: { summary: 'The channel of a room', answer: [200, answers.VideoRoom.shape.channel], errors: ['VIDEO_ROOM_NOT_FOUND'] },
      handle: withRoom((room) => ok(present().channel(room))),
    },
    {
      method: 'POST',
      path: `${channelPath}/join`,
      access: 'member',
      doc: { summary: 'Joins the channel of a room', answer: [204, null], errors: ['VIDEO_ROOM_NOT_FOUND'] },
      handle: told(hub.join),
    },
    {
      method: 'POST',
      path: `${channelPath}/leave`,
      access: 'member',
      doc: { summary: 'Leaves the channel of a room', answer: [204, null], errors: ['VIDEO_ROOM_NOT_FOUND'] },
      handle: told(hub.leave),
    },
  ]
}
