import type { GuideStep } from '#shared/contract'
import { type Failure, type FailureCode, failureCodes } from '#shared/failure'
import { findViolations } from '../rig/axe.ts'
import { cannedNumbers, cannedStateNames, cannedStates } from '../rig/canned-states.ts'
import { createFindings } from '../rig/findings.ts'
import { expect, test } from './fixtures.ts'
import { dialogNamed, dialogs, type Face, tabs } from './pages/face.ts'

// A trace would write down the whole of axe with each of its runs.
test.use({ timezoneId: 'UTC', locale: 'en-US', trace: 'off' })

/** All rules in one theme, and in each other all that a theme can change; high contrast is held to 7:1. */
const themed = [
  { theme: 'dark', rules: 'all' },
  { theme: 'light', rules: 'colours' },
  { theme: 'contrast', rules: 'strong-colours' },
] as const

async function lookInEveryTheme(face: Face, found: Findings, where: string, within?: string): Promise<void> {
  for (const { theme, rules } of themed) {
    await face.look({ theme })
    found.add(`${where}, ${theme}`, await findViolations(face.page, { rules, ...(within === undefined ? {} : { within }) }))
  }
}

type Findings = ReturnType<typeof createFindings>

test('every state of the broadcast passes axe', async ({ openFace }) => {
  test.setTimeout(240_000)
  const face = await openFace(cannedStates.idle)
  face.host.telemetry(cannedNumbers)
  const found = createFindings()
  for (const name of cannedStateNames) {
    await face.show(cannedStates[name])
    await lookInEveryTheme(face, found, name)
  }
  expect(found.all()).toEqual([])
})

test('every tab passes axe', async ({ openFace }) => {
  const face = await openFace(cannedStates.live)
  face.host.telemetry(cannedNumbers)
  const found = createFindings()
  for (const tab of tabs) {
    await face.chooseTab(tab)
    await lookInEveryTheme(face, found, tab, '.side')
  }
  expect(found.all()).toEqual([])
})

for (const dialog of dialogs) {
  test(`the dialog “${dialog.name}” passes axe`, async ({ openFace }) => {
    const face = await openFace(cannedStates[dialog.state])
    await face.openDialog(dialog)
    const found = createFindings()
    await lookInEveryTheme(face, found, dialog.name)
    expect(found.all()).toEqual([])
  })
}

/** What comes in the place of a list, or above it: the controls that lead there. */
const inside = [
  { dialog: 'all video rooms', name: 'a new room for later', ways: ['room-new', 'room-when-later'], shows: 'room-scheduled-at' },
  { dialog: 'all video rooms', name: 'a room to edit', ways: ['browser-edit'], shows: 'room-edit-title' },
  { dialog: 'all video rooms', name: 'deleting a room', ways: ['browser-delete'], shows: 'confirm-dialog' },
  { dialog: 'all members', name: 'a new member', ways: ['member-new'], shows: 'member-form' },
  { dialog: 'all members', name: 'deleting a member', ways: ['member-delete'], shows: 'confirm-dialog' },
] as const

for (const { dialog, name, ways, shows } of inside) {
  test(`“${name}” passes axe`, async ({ openFace, page }) => {
    const face = await openFace(cannedStates.idle)
    await face.openDialog(dialogNamed(dialog))
    for (const way of ways)
      await (way === 'room-when-later'
        ? page.getByText('Later', { exact: true })
        : page.getByTestId(way).and(page.locator(':enabled')).first()
      ).click()
    await expect(page.getByTestId(shows)).toBeVisible()
    const found = createFindings()
    await lookInEveryTheme(face, found, name)
    expect(found.all()).toEqual([])
  })
}

test('a recording that is being saved, saved or not saved passes axe', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.archived)
  const saving = {
    id: '1',
    roomId: '101',
    fileId: '0',
    path: '/recordings/Spring concert.mp4',
    receivedBytes: 512_000_000,
    totalBytes: 1_284_000_000,
  }
  const downloads = [
    { ...saving, state: 'running', failure: null },
    { ...saving, state: 'done', failure: null },
    { ...saving, state: 'failed', failure: failureWithDetails('download-failed') },
  ] as const
  const found = createFindings()
  for (const download of downloads) {
    await face.show({ ...cannedStates.archived, downloads: [download] })
    await expect(page.getByTestId('vod-row').first()).toHaveAttribute('data-state', download.state)
    await lookInEveryTheme(face, found, download.state, '.side')
  }
  expect(found.all()).toEqual([])
})

test('the form for a new room passes axe', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  await page.getByTestId('room-create').click()
  await expect(page.getByTestId('room-title')).toBeVisible()
  const found = createFindings()
  await lookInEveryTheme(face, found, 'room form', '.side')
  expect(found.all()).toEqual([])
})

test('every step of the guide passes axe', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  const found = createFindings()
  const steps = [
    ['nothing chosen', 'rehearsal'],
    ['idle', 'rehearsal'],
    ['live rehearsal', 'rehearsal'],
    ['idle', 'invitation'],
  ] as const satisfies readonly (readonly [keyof typeof cannedStates, GuideStep])[]
  for (const [state, guide] of steps) {
    await face.show(cannedStates[state])
    await face.look({ guide })
    await expect(page.getByTestId('guide')).toHaveAttribute('data-state', guide)
    await lookInEveryTheme(face, found, `${state}, ${guide}`, '[data-testid="guide"]')
  }
  expect(found.all()).toEqual([])
})

test('every failure passes axe', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  const found = createFindings()
  // Three at a time, as they can come together.
  for (let first = 0; first < failureCodes.length; first += 3) {
    const codes = failureCodes.slice(first, first + 3)
    const [ofSession = null, ofConnection = null, ofProgram = null] = codes.map(failureWithDetails)
    const { session, connection, program } = cannedStates.idle
    await face.show({
      ...cannedStates.idle,
      session: { ...session, failure: ofSession },
      connection: { ...connection, failure: ofConnection },
      program: { ...program, failure: ofProgram },
    })
    for (const code of codes) await expect(page.locator(`[data-testid="failure"][data-code="${code}"] summary`)).toBeVisible()
    await page.evaluate(() => {
      for (const details of document.querySelectorAll<HTMLDetailsElement>('[data-testid="failure"] details')) details.open = true
    })
    found.add(codes.join(', '), await findViolations(page, { within: '[data-testid="failure"]' }))
  }
  expect(found.all()).toEqual([])
})

const failureWithDetails = (code: FailureCode): Failure => ({
  code,
  params: { host: 'ingest.example.com', path: '/opt/ffmpeg', version: '4.1' },
  detail: 'connection refused',
})

for (const { theme, rules } of themed) {
  test(`a lost core passes axe, ${theme}`, async ({ openFace, page }) => {
    const face = await openFace(cannedStates.live)
    await face.look({ theme })
    await face.host.stop()
    await expect(page.getByTestId('tally')).toHaveAttribute('data-state', 'unknown')
    expect(await findViolations(page, { rules })).toEqual([])
  })
}
