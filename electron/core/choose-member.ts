import type { AccessMode } from '#shared/capabilities'
import { failure } from '#shared/failure'
import type { AppUserId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { Member } from '#shared/wire/member'
import type { CloudDirectory, ListPage } from '../cloud/directory-port.ts'

/** Members on one page. */
export const membersOnPage = 100

export type ChosenMember = { readonly member: Member /** Empty in member mode. */; readonly firstPage: ListPage<Member> }

const nobody: ListPage<Member> = { items: [], page: 1, totalPages: 1, total: 0 }

/**
 * In whose name to broadcast: the token's own member in member mode; else the first of the wanted that exists, else the first
 * of the list. `member-not-found` where the app has none.
 */
export async function chooseMember(
  directory: Pick<CloudDirectory, 'getSelf' | 'getMember' | 'listMembers'>,
  mode: AccessMode,
  wanted: readonly AppUserId[],
): Promise<Result<ChosenMember>> {
  if (mode === 'member') {
    const self = await directory.getSelf()
    return self.ok ? ok({ member: self.value, firstPage: nobody }) : self
  }
  const listed = await directory.listMembers({ pageSize: membersOnPage })
  if (!listed.ok) return listed
  const firstPage = listed.value
  for (const appUserId of wanted) {
    const known = firstPage.items.find((member) => member.appUserId === appUserId)
    if (known) return ok({ member: known, firstPage })
    if (firstPage.totalPages <= 1) continue
    const found = await directory.getMember(appUserId)
    if (found.ok) return ok({ member: found.value, firstPage })
    if (found.failure.code !== 'member-not-found') return found
  }
  const [first] = firstPage.items
  return first ? ok({ member: first, firstPage }) : err(failure('member-not-found'))
}
