import type { MemberView } from '#shared/contract'
import { failure } from '#shared/failure'
import type { AppUserId } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import type { Member } from '#shared/wire/member'
import type { CloudDirectory, ListPage } from '../cloud/directory-port.ts'
import { membersOnPage } from './choose-member.ts'

export type MemberDetails = { readonly appUserId: AppUserId; readonly name: string; readonly imageUrl: string; readonly email: string }

type MembersDirectory = Pick<CloudDirectory, 'listMembers' | 'getMember' | 'upsertMember' | 'updateMember' | 'deleteMembers'>

/** The members of the app: the first page for everybody to see, the rest for who asks. */
export type Members = {
  readonly open: (directory: MembersDirectory, firstPage: ListPage<Member>) => void
  readonly close: () => void
  readonly view: () => { readonly list: MemberView[]; readonly total: number }
  /** Those whose name or id has the keyword in it; everybody without one. */
  readonly list: (keyword: string, page: number) => Promise<Result<ListPage<MemberView>>>
  /** A new one is refused where the id is taken; of a known one only what is given is changed. */
  readonly save: (details: MemberDetails, isNew: boolean) => Promise<Result<Member>>
  readonly remove: (appUserId: AppUserId) => Promise<Result<null>>
}

const notConnected = () => err(failure('not-allowed', { params: { reason: 'not-connected' } }))

export const memberView = ({ id, appUserId, appUserName, appUserProfileImgUrl }: Member): MemberView => ({
  id,
  appUserId,
  name: appUserName ?? '',
  imageUrl: appUserProfileImgUrl ?? null,
})

export function createMembers(onChange: () => void): Members {
  let directory: MembersDirectory | null = null
  let known: readonly MemberView[] = []
  let total = 0

  const show = (list: readonly MemberView[], count: number) => {
    known = list
    total = count
    onChange()
  }

  async function list(keyword: string, page: number): Promise<Result<ListPage<MemberView>>> {
    const asked = directory
    if (asked === null) return notConnected()
    const where = { page, pageSize: membersOnPage }
    const byName = asked.listMembers(keyword === '' ? where : { ...where, appUserName: keyword })
    // The service searches names and ids apart; few enough ids fit a keyword for one page.
    const byId = keyword === '' || page > 1 ? null : asked.listMembers({ appUserId: keyword, pageSize: membersOnPage })
    const [names, ids] = await Promise.all([byName, byId])
    if (!names.ok) return names
    const extra = ids?.ok ? ids.value.items.filter(({ id }) => !names.value.items.some((member) => member.id === id)) : []
    return ok({ ...names.value, items: [...extra, ...names.value.items].map(memberView), total: names.value.total + extra.length })
  }

  async function save(details: MemberDetails, isNew: boolean): Promise<Result<Member>> {
    const asked = directory
    if (asked === null) return notConnected()
    const { appUserId, name, imageUrl, email } = details
    const before = await asked.getMember(appUserId)
    if (isNew && before.ok) return err(failure('not-allowed', { params: { reason: 'member-exists' } }))
    if (!before.ok && !(isNew && before.failure.code === 'member-not-found')) return before
    const changed = (value: string, old: string | undefined) => value !== (old ?? '')
    const old = before.ok ? before.value : undefined
    const change = {
      ...(changed(name, old?.appUserName) ? { appUserName: name } : {}),
      ...(changed(imageUrl, old?.appUserProfileImgUrl) ? { appUserProfileImgUrl: imageUrl } : {}),
      ...(email === '' ? {} : { email }),
    }
    const saved = isNew ? await asked.upsertMember({ appUserId, ...change }) : await asked.updateMember(appUserId, change)
    if (!saved.ok || directory !== asked) return saved
    const view = memberView(saved.value)
    show(isNew ? [view, ...known] : known.map((member) => (member.id === view.id ? view : member)), total + (isNew ? 1 : 0))
    return saved
  }

  return {
    open: (next, firstPage) => {
      directory = next
      show(firstPage.items.map(memberView), Math.max(firstPage.total, firstPage.items.length))
    },
    close: () => {
      directory = null
      show([], 0)
    },
    view: () => ({ list: [...known], total }),
    list,
    save,
    remove: async (appUserId) => {
      const asked = directory
      if (asked === null) return notConnected()
      const removed = await asked.deleteMembers([appUserId])
      const isGone = removed.ok || removed.failure.code === 'member-not-found'
      const left = known.filter((member) => member.appUserId !== appUserId)
      if (isGone && directory === asked) show(left, Math.max(0, total - 1))
      return removed.ok ? ok(null) : removed
    },
  }
}
