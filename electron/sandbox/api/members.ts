import type { RandomText } from '../random-text.ts'
import type { StoredMember } from '../state/entities.ts'
import { keyOfMember } from '../state/rules.ts'
import { answers, pageAnswer } from './answers.ts'
import { customFieldsProblem } from './custom-fields.ts'
import { refuse } from './errors.ts'
import { listQuery, pageOf } from './page.ts'
import { customFieldErrors, memberBody, memberFields, registerErrors, registerMember, userIdOf } from './register-member.ts'
import { type ApiContext, created, filterOf, noContent, ok, type Route } from './route.ts'

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

  return [
    {
      method: 'GET',
      path,
      doc: { summary: 'Lists members', query: listQuery(filters), answer: [200, pageAnswer(answers.Member)] },
      handle: ({ query }) => ok(pageOf(activeMembers().filter(matches(query)), query, present().member)),
    },
    {
      method: 'POST',
      path,
      doc: { summary: 'Registers a member, or updates one', body: memberBody, answer: [201, answers.Member], errors: registerErrors },
      lock: ({ body }) => `upsert ${userIdOf(body)}`,
      handle: ({ body }) => {
        const result = registerMember(context, context.randomText, body)
        return 'refusal' in result ? result.refusal : created(present().member(result.member))
      },
    },
    {
      method: 'GET',
      path: `${path}/:appUserId`,
      doc: { summary: 'One member', answer: [200, answers.Member], errors: ['MEMBER_NOT_FOUND'] },
      handle: ({ params }) => {
        const member = find(params.appUserId)
        return member === undefined ? refuse('MEMBER_NOT_FOUND') : ok(present().member(member))
      },
    },
    {
      method: 'PATCH',
      path: `${path}/:appUserId`,
      doc: { summary: 'Changes a member', body: memberBody, answer: [200, answers.Member], errors: ['MEMBER_NOT_FOUND', ...customFieldErrors] },
      lock: ({ params }) => `member ${params.appUserId}`,
      handle: ({ params, body }) => {
        const member = find(params.appUserId)
        if (member === undefined) return refuse('MEMBER_NOT_FOUND')
        const parsed = memberBody.safeParse(body)
        if (!parsed.success) return refuse('INVALID_HTTP_MESSAGE_BODY')
        const problem = customFieldsProblem(parsed.data)
        if (problem !== undefined) return refuse(problem)
        const changed = { ...member, ...memberFields(parsed.data), lastModifiedAt: now() }
        store.commit({ members: [changed] })
        return ok(present().member(changed))
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:appUserId`,
      doc: { summary: 'Deletes members, named with commas between them', answer: [204, null], errors: ['MEMBER_NOT_FOUND'] },
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

const filters = ['appUserId', 'appUserName', 'keyword'] as const

function matches(query: Readonly<Record<string, unknown>>): (member: StoredMember) => boolean {
  const appUserId = filterOf(query.appUserId)
  const appUserName = filterOf(query.appUserName)
  const keyword = filterOf(query.keyword)?.toLowerCase()
  return (member) =>
    (appUserId === undefined || member.appUserId === appUserId) &&
    (appUserName === undefined || member.appUserName === appUserName) &&
    (keyword === undefined || `${member.appUserId} ${member.appUserName ?? ''}`.toLowerCase().includes(keyword))
}
