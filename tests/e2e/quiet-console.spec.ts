import { expect, test } from './fixtures.ts'

test('opening the page leaves no complaint in the browser’s console', async ({ startHost, control, page }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.text()} ${message.location().url}`)
  })
  const host = await startHost()
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  expect(complaints).toEqual([])
})
