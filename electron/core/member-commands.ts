import type { ReasonCode } from '#shared/contract'
import { failure } from '#shared/failure'
import type { AppUserId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { Session } from '../broadcast/session.ts'
import type { Commands } from './commands.ts'
import type { Connection } from './connection.ts'
import { type Members, memberView } from './members.ts'

type MemberCommandName = Extract<keyof Commands, `member.${string}`>

export type MemberCommandDeps = { readonly session: Session; readonly members: Members; readonly connection: Connection }

const refused = (reason: ReasonCode): Result<never> => err(failure('not-allowed', { params: { reason } }))

/** Letters and digits, as FlipFlop Cloud wants the ids of new members. */
const newId = /^[A-Za-z0-9]+$/

/** What each call about members does. In member mode the service client refuses every one of them. */
export function createMemberCommands({ session, members, connection }: MemberCommandDeps): Pick<Commands, MemberCommandName> {
  return {
    'member.list': async ({ keyword, page }) => {
      const listed = await members.list(keyword, page)
      return listed.ok ? ok({ ...listed.value, items: [...listed.value.items] }) : listed
    },
    'member.select': async ({ appUserId }) => {
      if (connection.member()?.appUserId === appUserId) return ok(null)
      session.cancelResume()
      const possible = session.check('selectMember')
      return possible.ok ? connection.selectMember(appUserId as AppUserId) : possible
    },
    'member.save': async ({ appUserId, name, imageUrl, email, isNew }) => {
      if (isNew && !newId.test(appUserId)) return refused('member-id-invalid')
      const saved = await members.save({ appUserId: appUserId as AppUserId, name, imageUrl, email }, isNew)
      if (!saved.ok) return saved
      connection.renameMember(saved.value)
      return ok({ member: memberView(saved.value) })
    },
    'member.delete': async ({ appUserId }) =>
      connection.member()?.appUserId === appUserId ? refused('member-in-use') : members.remove(appUserId as AppUserId),
  }
}
