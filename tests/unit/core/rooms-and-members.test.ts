import { expect, test } from 'vitest'
import type { CommandOutput } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type CoreOnFakes, startConnected, startLive, startReady } from '../../fakes/start-core.ts'

const refused = (reason: string) => err(failure('not-allowed', { params: { reason } }))
const everything = { keyword: '', state: null, type: null, page: 1 } as const
const list = async (on: CoreOnFakes, search = {}) => {
  const listed = (await on.call('room.list', { ...everything, ...search })) as Result<CommandOutput<'room.list'>>
  if (!listed.ok) throw new Error(listed.failure.code)
  return listed.value
}
const titles = ({ snapshot }: CoreOnFakes) => snapshot().rooms.map(({ title }) => title)
const idOf = (on: CoreOnFakes, title: string) => on.snapshot().rooms.find((room) => room.title === title)?.id ?? 'none'

test('rooms of every type are listed, and those that an encoder cannot stream into say so and are never chosen', async () => {
  const on = await startConnected()
  on.cloud.addRoom('A meeting').type = 'VIDEO_CONFERENCE'
  await on.call('room.refresh', null)
  const meeting = on.snapshot().rooms.find(({ title }) => title === 'A meeting')
  expect(meeting).toMatchObject({ type: 'VIDEO_CONFERENCE', closed: 'room-type-unsupported' })
  expect(await on.call('room.select', { roomId: meeting?.id ?? '' })).toMatchObject({ ok: false, failure: { code: 'room-type-unsupported' } })
  expect(on.session().room?.title).not.toBe('A meeting')
})

test('all rooms can be asked for in parts', async () => {
  const on = await startConnected()
  for (let number = 1; number <= 60; number++) on.cloud.addRoom(`Show ${number}`, number % 2 === 0 ? 'ENDED' : 'SCHEDULED')
  const first = await list(on)
  const second = await list(on, { page: 2 })
  expect([first.items.length, first.total, first.totalPages]).toEqual([50, 61, 2])
  expect(second.items).toHaveLength(11)
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(61)
  expect((await list(on, { state: 'ENDED' })).items.every(({ state, closed }) => state === 'ENDED' && closed === 'room-ended')).toBe(true)
  expect((await list(on, { keyword: 'Show 42' })).items.map(({ title }) => title)).toEqual(['Show 42'])
})

test('a room is made for later without being chosen, changed, cancelled and deleted; each shows at once', async () => {
  const on = await startConnected()
  const chosen = on.session().room?.title
  const scheduledAt = '2030-05-01T18:00:00.000Z'
  expect((await on.call('room.create', { title: 'In spring', description: 'With flowers', scheduledAt })).ok).toBe(true)
  const made = on.snapshot().rooms.find(({ title }) => title === 'In spring')
  expect(made).toMatchObject({ description: 'With flowers', scheduledAt, state: 'SCHEDULED' })
  expect(on.session().room?.title).toBe(chosen)

  const roomId = idOf(on, 'In spring')
  await on.call('room.update', { roomId, title: 'In summer', scheduledAt: '2030-07-01T18:00:00.000Z' })
  expect(on.snapshot().rooms.find(({ id }) => id === roomId)).toMatchObject({ title: 'In summer', description: 'With flowers' })
  await on.call('room.cancel', { roomId })
  expect(on.snapshot().rooms.find(({ id }) => id === roomId)).toMatchObject({ state: 'CANCELLED', closed: 'room-cancelled' })
  expect(await on.call('room.cancel', { roomId })).toEqual(refused('not-scheduled'))
  expect(await on.call('room.delete', { roomId })).toEqual(ok(null))
  expect(titles(on)).not.toContain('In summer')
})

test('a room that is asked for while another is made of itself is made after it, never refused', async () => {
  const on = await startLive()
  const created = () => on.cloud.arrived.filter(({ name }) => name === 'createRoom')
  const before = created().length
  await on.call('session.endLive', null)
  while (created().length === before) await on.wait(1)
  expect(await on.call('room.create', { title: 'Mine' })).toMatchObject({ ok: true })
  expect(on.session().room?.title).toBe('Mine')
  expect(created().length - before).toBe(2)
  expect(created().some(({ othersUnderWay }) => othersUnderWay.includes('createRoom'))).toBe(false)
})

test('a room that is made while the rooms are listed is in the list, also where the answer is older than the room', async () => {
  const on = await startConnected()
  const { network } = on.cloud.delays
  const listed = on.core.call('room.refresh', null)
  on.cloud.delays.network = 10 * network
  await on.wait(network + 1)
  on.cloud.delays.network = 1
  expect((await on.call('room.create', { title: 'Mine' })).ok).toBe(true)
  await on.wait(30 * network)
  expect((await listed).ok).toBe(true)
  expect(titles(on)).toEqual(['Mine', expect.any(String)])
})

test('a room on air can be neither cancelled nor deleted, also where the list does not know yet that it is', async () => {
  const on = await startLive()
  const roomId = on.session().room?.id ?? ''
  expect(await on.call('room.cancel', { roomId })).toEqual(refused('room-on-air'))
  expect(await on.call('room.delete', { roomId })).toEqual(refused('room-on-air'))
  const other = await startConnected()
  const room = other.cloud.addRoom('Elsewhere')
  await other.call('room.refresh', null)
  room.state = 'LIVE'
  expect(await other.call('room.delete', { roomId: String(room.id) })).toEqual(refused('room-on-air'))
  expect(other.cloud.rooms).toContain(room)
})

test('the chosen room that is deleted elsewhere leaves with a sentence, and no other takes its place', async () => {
  const on = await startConnected()
  await on.call('room.create', { title: 'Short lived' })
  on.cloud.rooms = on.cloud.rooms.filter(({ title }) => title !== 'Short lived')
  const after = await on.until('it is gone', ({ roomGone }) => roomGone !== null)
  expect(after.roomGone).toEqual({ title: 'Short lived' })
  expect(after.rooms.map(({ title }) => title)).not.toContain('Short lived')
  await on.until('none is chosen', ({ session }) => session.room === null && session.actions.goLive.allowed === false)
  expect(on.codes()).toContain('room-gone')
  await on.call('room.create', { title: 'The next one' })
  expect(on.snapshot().roomGone).toBeNull()
})

test('a room that one deletes oneself is no longer chosen', async () => {
  const on = await startConnected()
  await on.call('room.create', { title: 'A mistake' })
  expect(await on.call('room.delete', { roomId: idOf(on, 'A mistake') })).toEqual(ok(null))
  await on.until('none is chosen', ({ session }) => session.room === null)
  expect(on.snapshot().roomGone).toBeNull()
  expect(on.session().actions.streamStart).toEqual({ allowed: false, reason: 'no-source' })
})

test('another member takes the seat with rooms and stream key, and is remembered for this connection', async () => {
  const on = await startConnected()
  on.cloud.addMember('guest7', 'The Guest')
  expect(await on.call('member.select', { appUserId: 'guest7' })).toEqual(ok(null))
  expect(on.snapshot().member).toMatchObject({ appUserId: 'guest7', name: 'The Guest' })
  expect(on.snapshot().connection.state).toBe('connected')
  expect(on.settings.current().lastMemberIds).toEqual({ local: 'guest7' })
  expect(on.codes()).toContain('member-changed')
  await on.call('connection.select', { connectionId: 'local' })
  expect(on.snapshot().member?.appUserId).toBe('guest7')
  expect(await on.call('member.select', { appUserId: 'nobody' })).toMatchObject({ ok: false, failure: { code: 'member-not-found' } })
  expect(on.snapshot().member?.appUserId).toBe('guest7')
})

test('the member stays the same while sending, with the reason', async () => {
  const on = await startReady()
  on.cloud.addMember('guest7', 'The Guest')
  expect(await on.call('member.select', { appUserId: 'guest7' })).toEqual(refused('while-sending'))
  await on.call('session.goLive', null)
  await on.until('live', ({ session }) => session.tally.state === 'live')
  expect(await on.call('member.select', { appUserId: 'guest7' })).toEqual(refused('on-air'))
  expect(on.session().actions.selectMember).toEqual({ allowed: false, reason: 'on-air' })
  expect(on.session().tally.state).toBe('live')
})

test('members are made, renamed and deleted; the one in use stays', async () => {
  const on = await startConnected()
  const save = (change: object) => on.call('member.save', { appUserId: 'singer', name: '', imageUrl: '', email: '', isNew: true, ...change })
  expect((await save({ name: 'Singer' })).ok).toBe(true)
  expect(on.snapshot().members).toMatchObject({
    list: expect.arrayContaining([expect.objectContaining({ appUserId: 'singer', name: 'Singer' })]),
    total: 2,
  })
  expect(await save({ name: 'Another' })).toEqual(refused('member-exists'))
  expect(await save({ appUserId: 'no spaces' })).toEqual(refused('member-id-invalid'))
  const own = on.snapshot().member?.appUserId ?? ''
  expect((await save({ appUserId: own, name: 'The Star', isNew: false })).ok).toBe(true)
  expect(on.snapshot().member?.name).toBe('The Star')
  expect(await on.call('member.delete', { appUserId: own })).toEqual(refused('member-in-use'))
  expect(await on.call('member.delete', { appUserId: 'singer' })).toEqual(ok(null))
  expect(on.snapshot().members).toMatchObject({ total: 1 })
})
