import { z } from 'zod'
import type { RandomText } from '../random-text.ts'
import type { StoredMember } from '../state/entities.ts'
import { keyOfMember } from '../state/rules.ts'
import { newMember, newStreamKey, newStreamKeyText } from '../state/seed.ts'
import { customFields, customFieldsProblem } from './custom-fields.ts'
import { type Answer, refuse } from './errors.ts'
import { pageOf } from './page.ts'
import { type ApiContext, created, filterOf, noContent, ok, type Route } from './route.ts'

const bodySchema = z.object({
  appUserId: z.string().nullish(),
  appUserName: z.string().nullish(),
  appUserProfileImgUrl: z.string().nullish(),
  email: z.string().nullish(),
  ...customFields,
})

type MembersContext = ApiContext & {
  readonly randomText: RandomText
  /** Ends whatever is on air with a stream key. */
  readonly terminate: (keyId: number) => void
}

const path = '/v2/apps/me/members'

export function memberRoutes(context: MembersContext): readonly Route[] {
  const { store, present, now } = context
  const activeMembers = () => store.read().members.filter((member) => member.state === 'ACTIVE')
  const find = (appUserId: string | undefined) => activeMembers().find((member) => member.appUserId === appUserId)
  const pick = (body: z.output<typeof bodySchema>): Partial<StoredMember> =>
    Object.fromEntries(
      (['appUserName', 'appUserProfileImgUrl', 'email', 'customType', 'customData'] as const).flatMap((field) =>
        body[field] === undefined ? [] : [[field, body[field]]],
      ),
    )

  /** Registers a member with a stream key, or updates one that is known. */
  function upsert(body: unknown): { readonly member: StoredMember } | { readonly refusal: Answer } {
    const parsed = bodySchema.safeParse(body)
    if (!parsed.success) return { refusal: refuse('INVALID_HTTP_MESSAGE_BODY') }
    const { appUserId } = parsed.data
    if (appUserId === undefined || appUserId === null || appUserId === '') return { refusal: refuse('EMPTY_APP_USER_ID') }
    if (!/^[A-Za-z0-9]+$/.test(appUserId)) return { refusal: refuse('INVALID_APP_USER_ID_FORMAT') }
    const problem = customFieldsProblem(parsed.data)
    if (problem !== undefined) return { refusal: refuse(problem) }
    const at = now()
    const known = find(appUserId)
    if (known !== undefined) {
      const member = { ...known, ...pick(parsed.data), lastModifiedAt: at }
      store.commit({ members: [member] })
      return { member }
    }
    const member = newMember({ id: store.newId(), appUserId, at, ...pick(parsed.data) })
    const profileId = store.read().profiles.find((profile) => profile.representativeType === 'DEFAULT')?.id ?? 0
    const key = newStreamKey({ id: store.newId(), memberId: member.id, profileId, at, streamKey: newStreamKeyText(context.randomText) })
    store.commit({ members: [member], streamKeys: [key] })
    return { member }
  }

  return [
    { method: 'GET', path, handle: ({ query }) => ok(pageOf(activeMembers().filter(matches(query)), query, present().member)) },
    {
      method: 'POST',
      path,
      lock: ({ body }) => `upsert ${userIdOf(body)}`,
      handle: ({ body }) => {
        const result = upsert(body)
        return 'refusal' in result ? result.refusal : created(present().member(result.member))
      },
    },
    {
      method: 'POST',
      path: `${path}/login`,
      lock: ({ body }) => `login ${userIdOf(body)}`,
      handle: ({ body }) => {
        const result = upsert(body)
        if ('refusal' in result) return result.refusal
        return ok({ accessToken: context.randomText(64), refreshToken: context.randomText(64), streamingToken: context.randomText(64) })
      },
    },
    {
      method: 'GET',
      path: `${path}/:appUserId`,
      handle: ({ params }) => {
        const member = find(params.appUserId)
        return member === undefined ? refuse('MEMBER_NOT_FOUND') : ok(present().member(member))
      },
    },
    {
      method: 'PATCH',
      path: `${path}/:appUserId`,
      lock: ({ params }) => `member ${params.appUserId}`,
      handle: ({ params, body }) => {
        const member = find(params.appUserId)
        if (member === undefined) return refuse('MEMBER_NOT_FOUND')
        const parsed = bodySchema.safeParse(body)
        if (!parsed.success) return refuse('INVALID_HTTP_MESSAGE_BODY')
        const problem = customFieldsProblem(parsed.data)
        if (problem !== undefined) return refuse(problem)
        const changed = { ...member, ...pick(parsed.data), lastModifiedAt: now() }
        store.commit({ members: [changed] })
        return ok(present().member(changed))
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:appUserId`,
      lock: ({ params }) => `member ${params.appUserId}`,
      handle: ({ params }) => {
        const members = (params.appUserId ?? '').split(',').map(find)
        if (members.includes(undefined)) return refuse('MEMBER_NOT_FOUND')
        const gone = members.filter((member) => member !== undefined)
        for (const member of gone) {
          const key = keyOfMember(store.read(), member.id)
          if (key !== undefined) context.terminate(key.id)
        }
        store.commit({ members: gone.map((member) => ({ ...member, state: 'DELETED' as const, lastModifiedAt: now() })) })
        return noContent
      },
    },
  ]
}

function matches(query: Readonly<Record<string, unknown>>): (member: StoredMember) => boolean {
  const appUserId = filterOf(query.appUserId)
  const appUserName = filterOf(query.appUserName)
  return (member) => (appUserId === undefined || member.appUserId === appUserId) && (appUserName === undefined || member.appUserName === appUserName)
}

const userIdOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'appUserId' in body && typeof body.appUserId === 'string' ? body.appUserId : ''
