import { beforeAll, expect, test } from 'vitest'
import { nameMembers } from '../../../renderer/features/members/name-members.ts'
import { freshRooms } from '../../../renderer/features/rooms/fresh-rooms.ts'
import { newestRooms } from '../../../renderer/features/rooms/newest-rooms.ts'
import { roomNews } from '../../../renderer/features/rooms/room-news.ts'
import { RoomsCard } from '../../../renderer/features/rooms/rooms-card.tsx'
import { startTexts } from '../../../renderer/i18n/setup.ts'
import { cannedRoom } from '../../rig/canned-rooms.ts'
import { aSnapshot, because } from './a-snapshot.ts'
import { drawPart, wordsOf } from './draw-part.tsx'

beforeAll(() => startTexts('en'))

const rooms = Array.from({ length: 30 }, (_, index) => cannedRoom(index))
const member = (id: string, name: string) => ({ id, appUserId: `user${id}`, name, imageUrl: null })
const selectOf = (html: string) => html.match(/<select[^>]*data-testid="member-select"[^>]*>/)?.[0] ?? ''

test('the card shows a glance of the rooms, and the chosen one wherever it is', () => {
  expect(newestRooms(rooms, null)).toEqual(rooms.slice(0, 8))
  expect(newestRooms(rooms, rooms[3]?.id ?? '')).toEqual(rooms.slice(0, 8))
  expect(newestRooms(rooms, rooms[20]?.id ?? '')).toEqual([...rooms.slice(0, 8), rooms[20]])
})

test('a fetched list shows what the core saw since', () => {
  const [first, second] = rooms as [(typeof rooms)[0], (typeof rooms)[0]]
  const snapshot = aSnapshot({ rooms: [{ ...first, state: 'CANCELLED' }], session: { room: { ...second, state: 'LIVE' } } })
  expect(freshRooms(rooms, snapshot).map(({ state }) => state)).toEqual(['CANCELLED', 'LIVE', ...rooms.slice(2).map(({ state }) => state)])
})

test('a list is asked for again when rooms come, go or change, and not for what it does not show', () => {
  const news = (change: Parameters<typeof aSnapshot>[0]) => roomNews(aSnapshot({ rooms, ...change }))
  const before = news({})
  expect(news({ session: { state: 'checking' }, roomGone: null })).toBe(before)
  const changed = [
    news({ rooms: rooms.slice(1) }),
    news({ rooms: [{ ...cannedRoom(40) }, ...rooms] }),
    news({ rooms: rooms.map((room, index) => (index === 2 ? { ...room, state: 'LIVE' } : room)) }),
    news({ rooms: rooms.map((room, index) => (index === 2 ? { ...room, title: 'Another' } : room)) }),
    news({ roomGone: { title: 'Short lived' } }),
  ]
  expect(new Set([before, ...changed]).size).toBe(6)
})

test('members are told apart by their ids only where their names do not', () => {
  expect(nameMembers([member('1', 'Mina'), member('2', 'Alex'), member('3', 'Mina'), member('4', '')]).map(({ label }) => label)).toEqual([
    'Mina (user1)',
    'Alex',
    'Mina (user3)',
    'user4',
  ])
})

test('a room that no encoder can stream into is listed, closed, with why', () => {
  const html = drawPart(<RoomsCard />, aSnapshot({ rooms: [{ ...cannedRoom(7) }] }))
  expect(wordsOf(html)).toContain('Not made for an RTMP broadcast')
  expect(html).toMatch(/<button[^>]*data-closed="room-type-unsupported"[^>]*disabled=""/)
})

test('the member can be chosen by an operator, and by nobody while on air or with a token', () => {
  const members = { list: [member('1', 'Host'), member('2', 'Guest')], total: 2 }
  const open = drawPart(<RoomsCard />, aSnapshot({ members, connection: { mode: 'operator' } }))
  expect(selectOf(open)).toContain('data-value="host"')
  expect(selectOf(open)).not.toContain('disabled')
  expect(wordsOf(open)).toContain('Guest Find or manage members…')
  const onAir = drawPart(
    <RoomsCard />,
    aSnapshot({ members, connection: { mode: 'operator' }, session: { actions: { selectMember: because('on-air') } } }),
  )
  expect(selectOf(onAir)).toMatch(/disabled=""[^>]*title="Not while you are on air\."/)
  const token = drawPart(<RoomsCard />, aSnapshot({ members: { list: [], total: 0 }, connection: { mode: 'member' } }))
  expect(selectOf(token)).toContain('title="Not possible with a member token. Ask the people who run your FlipFlop app."')
  expect(wordsOf(token)).not.toContain('Find or manage members')
})

test('a room that was deleted elsewhere is told', () => {
  const html = drawPart(<RoomsCard />, aSnapshot({ roomGone: { title: 'Short lived' } }))
  expect(wordsOf(html)).toContain('“Short lived” does not exist at FlipFlop Cloud any more.')
})
