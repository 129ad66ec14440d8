import type { StoredMember } from '../state/entities.ts'
import { keyOfMember } from '../state/rules.ts'
import { answers } from './answers.ts'
import { refuse } from './errors.ts'
import { type Answer, type ApiContext, ok, type Route } from './route.ts'

/** Who the member is, and its stream key, with member access. */
export function ownAccountRoutes({ store, present }: ApiContext): readonly Route[] {
  const own = (summary: string, path: string, answer: (typeof answers)[keyof typeof answers], show: (member: StoredMember) => Answer): Route => ({
    method: 'GET',
    path: `/v2/members/me${path}`,
    access: 'member',
    doc: { summary, answer: [200, answer] },
    handle: ({ caller }) => {
      const member = store.read().members.find(({ id }) => id === caller?.memberId)
      return member === undefined ? refuse('MEMBER_NOT_FOUND') : show(member)
    },
  })
  return [
    own('Who I am', '', answers.OwnMember, (member) => ok(present().ownMember(member))),
    own('My stream key', '/stream-key', answers.StreamKey, (member) => {
      const key = keyOfMember(store.read(), member.id)
      return key === undefined ? refuse('STREAM_KEY_NOT_FOUND') : ok(present().streamKey(key))
    }),
  ]
}
