import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { answerRooms, cannedRoom } from '../rig/canned-rooms.ts'
import { cannedStates } from '../rig/canned-states.ts'
import { expect, test } from './fixtures.ts'
import { RoomBrowser } from './pages/room-browser.ts'

const many = 5_000

test.use({ timezoneId: 'Europe/Berlin' })

test('five thousand rooms are searched, filtered and scrolled, a few drawn at a time', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  face.host.answer('room.list', answerRooms(many))
  const browser = new RoomBrowser(page)
  await browser.open()
  await browser.seesCount(many)
  await expect(browser.count).toHaveText('5,000 video rooms')
  await browser.scrollTo(cannedRoom(160).id)
  expect(await browser.drawnRows()).toBeLessThan(60)
  await browser.search('Spring', Math.ceil((many - 1) / 6))
  await browser.filter('state', 'CANCELLED', 0)
  await expect(browser.list).toContainText('No video room fits')
  await browser.filter('state', '', Math.ceil((many - 1) / 6))
  await browser.search('', many)
  await browser.filter('type', 'VIDEO_CONFERENCE', many / 10)
  const conference = browser.rows.first()
  await expect(conference).toHaveAttribute('data-closed', 'room-type-unsupported')
  await expect(conference).toContainText('Not made for an RTMP broadcast')
  await expect(conference.getByTestId('browser-choose')).toBeDisabled()
})

test('Hangul is searched for once a syllable is complete', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  face.host.answer('room.list', answerRooms(30))
  const browser = new RoomBrowser(page)
  await browser.open()
  const ime = await page.context().newCDPSession(page)
  await page.getByTestId('room-search').focus()
  const compose = (text: string) => ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  for (const step of ['ㅎ', '하', '한']) await compose(step)
  await ime.send('Input.insertText', { text: '한' })
  await browser.seesCount(5)
  const asked = face.host.calls.filter(({ command }) => command === 'room.list').map(({ input }) => (input as { keyword: string }).keyword)
  expect([...new Set(asked)]).toEqual(['', '한'])
})

test('a room is edited, cancelled and deleted with its outcome in the list; one that is gone leaves with a sentence', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  face.host.answer('room.list', answerRooms(30))
  face.host.answer('room.update', ({ roomId, ...change }) =>
    ok({ room: { ...cannedRoom(0), id: roomId, ...(change.title ? { title: change.title } : {}) } }),
  )
  face.host.answer('room.cancel', () => ok({ room: { ...cannedRoom(6), state: 'CANCELLED', closed: 'room-cancelled' } }))
  const browser = new RoomBrowser(page)
  await browser.open()
  await browser.edit(cannedRoom(0).id)
  await page.getByTestId('room-edit-title').fill('Evening news')
  await browser.save()
  await expect(browser.row(cannedRoom(0).id)).toContainText('Evening news')
  await browser.cancel(cannedRoom(6).id)
  await browser.delete(cannedRoom(1).id)
  await browser.seesCount(29)
  face.host.answer('room.delete', () => err(failure('room-not-found')))
  await browser.delete(cannedRoom(2).id)
  await expect(browser.count).toHaveText(`“${cannedRoom(2).title}” does not exist any more. It was deleted elsewhere.`)
  expect(face.host.calls.filter(({ command }) => command === 'room.update').map(({ input }) => input)).toEqual([
    { roomId: cannedRoom(0).id, title: 'Evening news' },
  ])
})

test('after a room is deleted the focus stays in the window, and Escape closes it', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  const browser = new RoomBrowser(page)
  for (const answer of [ok(null), err(failure('room-not-found'))]) {
    for (const rooms of [2, 1]) {
      face.host.answer('room.list', answerRooms(rooms))
      face.host.answer('room.delete', () => answer)
      await browser.open()
      await browser.delete(cannedRoom(0).id)
      await expect.poll(() => browser.window.evaluate((inside) => inside.contains(document.activeElement))).toBe(true)
      await page.keyboard.press('Escape')
      await expect(browser.window).toBeHidden()
    }
  }
})

test('what is changed elsewhere shows in the open list, asked for once and only for the rooms in sight', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  const rooms = Array.from({ length: 50 }, (_, index) => cannedRoom(index))
  const withRooms = (list: typeof rooms) => ({ ...cannedStates.idle, rooms: list })
  await face.show(withRooms(rooms))
  face.host.answer('room.list', answerRooms(300))
  const browser = new RoomBrowser(page)
  await browser.open()
  const asked = () => face.host.calls.filter(({ command }) => command === 'room.list').map(({ input }) => (input as { page: number }).page)
  const made = { ...cannedRoom(0), id: 'new', title: 'Made elsewhere' }
  await browser.scrollTo(cannedRoom(120).id)
  const before = asked()
  expect(before).toContain(3)
  face.host.answer('room.list', answerRooms(300, [made], [cannedRoom(120).id]))
  // Two changes in a row, as they come when a room is made and chosen: the second does not wait until the first is drawn.
  face.host.show(withRooms([{ ...cannedRoom(0), state: 'LIVE' }, ...rooms.slice(1)]))
  await face.show(withRooms([made, ...rooms.slice(0, 49)]))
  await expect(browser.row(cannedRoom(120).id)).toHaveCount(0)
  await browser.seesCount(300)
  expect(asked().slice(before.length)).toEqual([3])
  await browser.scrollToTop()
  await face.show(withRooms([{ ...made, title: 'Made and renamed' }, ...rooms.slice(0, 49)]))
  face.host.answer('room.list', answerRooms(300, [{ ...made, title: 'Made and renamed' }], [cannedRoom(120).id]))
  await expect(browser.row('new')).toContainText('Made and renamed')
  expect(asked().slice(before.length)).toEqual([3, 1])
})

test('a list that cannot be fetched says why, and is asked for again', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  face.host.answer('room.list', () => err(failure('cloud-unreachable', { params: { host: 'api.example.com' } })))
  const browser = new RoomBrowser(page)
  await browser.open()
  await expect(browser.window.getByRole('alert')).toBeVisible()
  face.host.answer('room.list', answerRooms(3))
  await page.getByTestId('room-list-again').click()
  await browser.seesCount(3)
  await expect(browser.window.getByRole('alert')).toHaveCount(0)
})

test('a time is planned on this computer’s clock, also where that clock is changed', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  face.host.answer('room.list', answerRooms(3))
  face.host.answer('room.create', () => ok({ roomId: '7' }))
  const browser = new RoomBrowser(page)
  await browser.open()
  await page.getByTestId('room-new').click()
  await page.getByTestId('room-edit-title').fill('Later')
  await page.getByTestId('room-when').getByText('Later').click()
  const note = await browser.plan('2026-03-29T02:30')
  await expect(note).toHaveAttribute('data-value', 'gap')
  await expect(note).toContainText('This time does not exist on that day')
  await browser.plan('2026-10-25T02:30')
  await expect(note).toHaveAttribute('data-value', 'fold')
  await page.getByTestId('room-fold').last().check()
  await expect(note).toContainText('Europe/Berlin (UTC+1)')
  face.host.answer('room.list', answerRooms(4))
  await browser.save()
  await browser.seesCount(4)
  expect(face.host.calls.filter(({ command }) => command === 'room.create').map(({ input }) => input)).toEqual([
    { title: 'Later', description: '', scheduledAt: '2026-10-25T01:30:00.000Z' },
  ])
})
