import type { CommandInput, CommandOutput, MemberView, RoomView } from '#shared/contract'
import { ok, type Result } from '#shared/result'

const states = ['SCHEDULED', 'ARCHIVED', 'ENDED', 'CANCELLED', 'ARCHIVED', 'ARCHIVED'] as const
const titles = ['Morning news', 'Spring concert', 'Town hall', 'Product demo', '한국어 강좌', 'Questions and answers']
const closedBy: Readonly<Record<string, RoomView['closed']>> = { ENDED: 'room-ended', ARCHIVED: 'room-ended', CANCELLED: 'room-cancelled' }

/** The n-th newest of many rooms; every tenth is a conference. */
export function cannedRoom(index: number): RoomView {
  const state = states[index % states.length] ?? 'ENDED'
  const type = index % 10 === 7 ? 'VIDEO_CONFERENCE' : 'BROADCAST_RTMP'
  const closed = type === 'BROADCAST_RTMP' ? closedBy[state] : 'room-type-unsupported'
  const atMs = Date.parse('2026-03-02T18:00:00Z') - index * 3_600_000
  return {
    id: String(100_000 - index),
    title: `${titles[index % titles.length]} ${index + 1}`,
    ...(index % 3 === 0 ? { description: 'What the evening is about, in one sentence that is long enough to be cut off somewhere' } : {}),
    state,
    type,
    ...(closed === undefined ? {} : { closed }),
    accessLevel: 'PUBLIC',
    vodState: state === 'ARCHIVED' ? 'ARCHIVED' : null,
    scheduledAt: new Date(atMs).toISOString(),
    liveStartedAt: state === 'ENDED' || state === 'ARCHIVED' ? new Date(atMs).toISOString() : null,
  }
}

/** Answers `room.list` as a core with so many rooms would, with newer ones before them and without some. */
export function answerRooms(count: number, newer: readonly RoomView[] = [], without: readonly string[] = []) {
  const all = [...newer, ...Array.from({ length: count }, (_, index) => cannedRoom(index))].filter(({ id }) => !without.includes(id))
  return ({ keyword, state, type, page }: CommandInput<'room.list'>): Result<CommandOutput<'room.list'>> => {
    const fits = all.filter(
      (room) => room.title.includes(keyword) && (state === null || room.state === state) && (type === null || room.type === type),
    )
    return ok({ items: fits.slice((page - 1) * 50, page * 50), page, totalPages: Math.ceil(fits.length / 50), total: fits.length })
  }
}

const cannedMember = (index: number): MemberView => ({
  id: String(index + 1),
  appUserId: `host${index + 1}`,
  name: index % 5 === 4 ? '' : (['Mina', 'Alex', '지우', 'The orchestra of the old town hall'][index % 4] ?? ''),
  imageUrl: null,
})

/** Answers `member.list` as a core with so many members would. */
export function answerMembers(count: number) {
  const all = Array.from({ length: count }, (_, index) => cannedMember(index))
  return ({ keyword, page }: CommandInput<'member.list'>): Result<CommandOutput<'member.list'>> => {
    const fits = all.filter(({ name, appUserId }) => name.includes(keyword) || appUserId.includes(keyword))
    return ok({ items: fits.slice((page - 1) * 50, page * 50), page, totalPages: Math.ceil(fits.length / 50), total: fits.length })
  }
}
