import { expect, test } from './fixtures.ts'
import { anySystem, everyLauncher } from './launchers.ts'

test('opening the page leaves no complaint in its console', { tag: [everyLauncher, anySystem] }, async ({ tally }) => {
  const { control, page } = await tally.start()
  await control.seesConnected('rehearsal')
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.text()} ${message.location().url}`)
  })
  await page.reload()
  await control.seesTally()
  await control.seesConnected('rehearsal')
  expect(complaints).toEqual([])
})
