import { expect, test } from './fixtures.ts'

test('the app is killed on air: the next start resumes with one click', async ({ startDesktop }) => {
  test.setTimeout(180_000)
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  await control.goLive()
  await app.kill()
  await expect.poll(() => app.children(), { timeout: 5000 }).toEqual([])

  const next = await startDesktop()
  const again = await next.controlRoom()
  const offer = again.page.getByTestId('resume-offer')
  await expect(offer).toBeVisible({ timeout: 30_000 })
  await offer.getByTestId('resume-accept').click()
  await again.untilOnAir()
  await expect(offer).toBeHidden()
  await again.endLive()
  await again.untilArchived()
})
