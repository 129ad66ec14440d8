import { z } from 'zod'
import type { RandomText } from '../random-text.ts'
import type { StoredStreamKey } from '../state/entities.ts'
import { keyById, keyOfMember } from '../state/rules.ts'
import { newStreamKeyText } from '../state/seed.ts'
import { answers, pageAnswer } from './answers.ts'
import { refuse } from './errors.ts'
import { listQuery, pageOf } from './page.ts'
import { type ApiContext, filterOf, idParam, noContent, ok, type Route } from './route.ts'

type StreamKeysContext = ApiContext & {
  readonly randomText: RandomText
  /** Ends whatever is on air with a stream key; the key is reissued. */
  readonly terminate: (keyId: number) => void
}

const path = '/v2/apps/me/stream-keys'
const filters = ['memberId', 'appUserId', 'appUserName', 'videoRoomId'] as const
const patchSchema = z.object({ profileId: z.number().int() })
const memberKeyPath = '/v2/apps/me/members/:appUserId/stream-key'

export function streamKeyRoutes({ store, present, now, randomText, terminate }: StreamKeysContext): readonly Route[] {
  const find = (id: string | undefined) => {
    const number = idParam(id)
    return number === undefined ? undefined : keyById(store.read(), number)
  }
  const keyOf = (appUserId: string | undefined) => {
    const db = store.read()
    const member = db.members.find((candidate) => candidate.appUserId === appUserId && candidate.state === 'ACTIVE')
    return member === undefined ? 'no-member' : keyOfMember(db, member.id)
  }

  return [
    {
      method: 'GET',
      path,
      doc: { summary: 'Lists stream keys', query: listQuery(filters), answer: [200, pageAnswer(answers.StreamKey)] },
      handle: ({ query }) => ok(pageOf(filtered(query), query, present().streamKey)),
    },
    {
      method: 'GET',
      path: `${path}/:id`,
      doc: { summary: 'One stream key', answer: [200, answers.StreamKey], errors: ['STREAM_KEY_NOT_FOUND'] },
      handle: ({ params }) => {
        const key = find(params.id)
        return key === undefined ? refuse('STREAM_KEY_NOT_FOUND') : ok(present().streamKey(key))
      },
    },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      doc: {
        summary: 'Chooses the transcoding profile',
        body: patchSchema,
        answer: [200, answers.StreamKey],
        errors: [
          'STREAM_KEY_NOT_FOUND',
          'TRANSCODING_PROFILE_NOT_FOUND',
          'STREAM_KEY_STATE_NOT_INACTIVE',
          'TRANSCODING_PROFILE_TYPE_NOT_BROADCAST_RTMP',
        ],
      },
      lock: ({ params }) => `stream-key ${params.id}`,
      handle: ({ params, body }) => {
        const key = find(params.id)
        if (key === undefined) return refuse('STREAM_KEY_NOT_FOUND')
        const parsed = patchSchema.safeParse(body)
        if (!parsed.success) return refuse('INVALID_HTTP_MESSAGE_BODY')
        const profile = store.read().profiles.find((candidate) => candidate.id === parsed.data.profileId)
        if (profile === undefined) return refuse('TRANSCODING_PROFILE_NOT_FOUND')
        if (key.streamKeyState !== 'INACTIVE') return refuse('STREAM_KEY_STATE_NOT_INACTIVE')
        if (profile.type !== 'BROADCAST_RTMP') return refuse('TRANSCODING_PROFILE_TYPE_NOT_BROADCAST_RTMP')
        const changed = { ...key, profileId: profile.id, lastModifiedAt: now() }
        store.commit({ streamKeys: [changed] })
        return ok(present().streamKey(changed))
      },
    },
    {
      method: 'POST',
      path: `${path}/:id/reissue`,
      doc: { summary: 'Reissues the key', answer: [200, answers.StreamKey], errors: ['STREAM_KEY_NOT_FOUND', 'STREAM_KEY_STATE_NOT_INACTIVE'] },
      lock: ({ params }) => `stream-key ${params.id}`,
      handle: ({ params }) => {
        const key = find(params.id)
        if (key === undefined) return refuse('STREAM_KEY_NOT_FOUND')
        if (key.streamKeyState !== 'INACTIVE') return refuse('STREAM_KEY_STATE_NOT_INACTIVE')
        const changed = { ...key, streamKey: newStreamKeyText(randomText), lastModifiedAt: now() }
        store.commit({ streamKeys: [changed] })
        return ok(present().streamKey(changed))
      },
    },
    {
      method: 'POST',
      path: `${path}/:id/force-terminate`,
      doc: { summary: 'Ends whatever is on air with the key, and reissues it', answer: [204, null], errors: ['STREAM_KEY_NOT_FOUND'] },
      lock: ({ params }) => `stream-key ${params.id}`,
      handle: ({ params }) => {
        const key = find(params.id)
        if (key === undefined) return refuse('STREAM_KEY_NOT_FOUND')
        terminate(key.id)
        return noContent
      },
    },
    {
      method: 'GET',
      path: memberKeyPath,
      doc: { summary: 'The stream key of a member', answer: [200, answers.StreamKey], errors: ['MEMBER_NOT_FOUND', 'STREAM_KEY_NOT_FOUND'] },
      handle: ({ params }) => {
        const key = keyOf(params.appUserId)
        if (key === 'no-member') return refuse('MEMBER_NOT_FOUND')
        return key === undefined ? refuse('STREAM_KEY_NOT_FOUND') : ok(present().streamKey(key))
      },
    },
    {
      method: 'POST',
      path: `${memberKeyPath}/force-terminate`,
      doc: {
        summary: 'Ends whatever the member has on air, and reissues the key',
        answer: [204, null],
        errors: ['MEMBER_NOT_FOUND', 'STREAM_KEY_NOT_FOUND'],
      },
      lock: ({ params }) => `stream-key of ${params.appUserId}`,
      handle: ({ params }) => {
        const key = keyOf(params.appUserId)
        if (key === 'no-member') return refuse('MEMBER_NOT_FOUND')
        if (key === undefined) return refuse('STREAM_KEY_NOT_FOUND')
        terminate(key.id)
        return noContent
      },
    },
  ]

  function filtered(query: Readonly<Record<string, unknown>>): readonly StoredStreamKey[] {
    const db = store.read()
    const [memberId, appUserId, appUserName, videoRoomId] = filters.map((name) => filterOf(query[name]))
    const members = new Map(db.members.map((member) => [member.id, member]))
    return db.streamKeys.filter((key) => {
      const member = members.get(key.memberId)
      return (
        member?.state === 'ACTIVE' &&
        (memberId === undefined || String(member.id) === memberId) &&
        (appUserId === undefined || member.appUserId === appUserId) &&
        (appUserName === undefined || member.appUserName === appUserName) &&
        (videoRoomId === undefined || String(key.videoRoomId) === videoRoomId)
      )
    })
  }
}
