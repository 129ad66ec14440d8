import { type Desktop, expect, test } from './fixtures.ts'

type Notes = { readonly started: { readonly id: number; readonly kind: string }[] }
type Marked = typeof globalThis & { power: Notes }

const watchBlocker = (app: Desktop) =>
  app.evaluate(({ powerSaveBlocker }) => {
    const notes: Notes = { started: [] }
    Object.assign(globalThis, { power: notes })
    const start = powerSaveBlocker.start.bind(powerSaveBlocker)
    powerSaveBlocker.start = (kind) => {
      const id = start(kind)
      notes.started.push({ id, kind })
      return id
    }
  })
/** What is kept from sleeping now. */
const awake = (app: Desktop) =>
  app.evaluate(({ powerSaveBlocker }) =>
    (globalThis as Marked).power.started.filter(({ id }) => powerSaveBlocker.isStarted(id)).map(({ kind }) => kind),
  )

test('the computer stays awake while something is sent, and its screen while that is seen', async ({ startDesktop }) => {
  const app = await startDesktop()
  await watchBlocker(app)
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  expect(await awake(app)).toEqual([])
  await control.startStreaming()
  await control.untilReady()
  expect(await awake(app)).toEqual(['prevent-app-suspension'])
  await control.choosePicture(await control.firstScreen())
  await expect.poll(() => awake(app), { timeout: 20_000 }).toEqual(['prevent-display-sleep'])
  await control.stopStreaming()
  await expect.poll(() => awake(app)).toEqual([])
})

test('the system’s word of a wake-up is heard at once', async ({ startDesktop }) => {
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  const woken = control.page.getByTestId('event-row').filter({ hasText: 'This computer slept' })
  await expect(woken).toHaveCount(0)
  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  await expect(woken).toHaveCount(1)
})
