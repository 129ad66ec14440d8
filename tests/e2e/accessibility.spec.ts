import type { GuideStep } from '#shared/contract'
import { failureCodes } from '#shared/failure'
import { findViolations } from '../rig/axe.ts'
import { cannedNumbers, cannedStateNames, cannedStates } from '../rig/canned-states.ts'
import { expect, test } from './fixtures.ts'
import type { Face } from './pages/face.ts'

// A trace would write down the whole of axe with each of its runs.
test.use({ timezoneId: 'UTC', locale: 'en-US', trace: 'off' })

const tabs = ['setup', 'health', 'states', 'share', 'events'] as const

/** Windows above the page: the button that opens each, and how things stand when it does. */
const dialogs = [
  { name: 'settings', opener: 'settings-open', state: 'idle', tab: null },
  { name: 'shortcuts', opener: 'shortcuts-open', state: 'idle', tab: null },
  { name: 'new connection', opener: 'connection-add', state: 'idle', tab: null },
  { name: 'QR code', opener: 'qr-open', state: 'live', tab: 'share' },
  { name: 'stopping on air', opener: 'stream-stop', state: 'live', tab: null },
  { name: 'end by force', opener: 'force-end', state: 'live', tab: null },
] as const

/** All rules in one theme, and in each other all that a theme can change; high contrast is held to 7:1. */
const themed = [
  { theme: 'dark', rules: 'all' },
  { theme: 'light', rules: 'colours' },
  { theme: 'contrast', rules: 'strong-colours' },
] as const

async function violationsInEveryTheme(face: Face, where: string, within?: string): Promise<string[]> {
  const found: string[] = []
  for (const { theme, rules } of themed) {
    await face.look({ theme })
    const violations = await findViolations(face.page, { rules, ...(within === undefined ? {} : { within }) })
    found.push(...violations.map((violation) => `${where}, ${theme}: ${violation}`))
  }
  return found
}

// Everything found is told at once, hence one list for each test.

test('every state of the broadcast passes axe', async ({ openFace }) => {
  const face = await openFace(cannedStates.idle)
  face.host.telemetry(cannedNumbers)
  const found: string[] = []
  for (const name of cannedStateNames) {
    await face.show(cannedStates[name])
    found.push(...(await violationsInEveryTheme(face, name)))
  }
  expect(found).toEqual([])
})

test('every tab passes axe', async ({ openFace }) => {
  const face = await openFace(cannedStates.live)
  face.host.telemetry(cannedNumbers)
  const found: string[] = []
  for (const tab of tabs) {
    await face.chooseTab(tab)
    found.push(...(await violationsInEveryTheme(face, tab, '.side')))
  }
  expect(found).toEqual([])
})

for (const { name, opener, state, tab } of dialogs) {
  test(`the dialog “${name}” passes axe`, async ({ openFace }) => {
    const face = await openFace(cannedStates[state])
    if (tab !== null) await face.chooseTab(tab)
    await face.openDialog(opener)
    expect(await violationsInEveryTheme(face, name)).toEqual([])
  })
}

test('the form for a new room passes axe', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  await page.getByTestId('room-create').click()
  await expect(page.getByTestId('room-title')).toBeVisible()
  expect(await violationsInEveryTheme(face, 'room form', '.side')).toEqual([])
})

test('every step of the guide passes axe', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  const found: string[] = []
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
    found.push(...(await violationsInEveryTheme(face, `${state}, ${guide}`, '[data-testid="guide"]')))
  }
  expect(found).toEqual([])
})

test('every failure passes axe', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  const found: string[] = []
  for (const code of failureCodes) {
    const params = { host: 'ingest.example.com', path: '/opt/ffmpeg', version: '4.1' }
    const failure = { code, params, detail: 'connection refused' }
    await face.show({ ...cannedStates.idle, session: { ...cannedStates.idle.session, failure } })
    const notice = page.getByTestId('failure')
    await expect(notice).toHaveAttribute('data-code', code)
    await notice.locator('summary').click()
    found.push(...(await findViolations(page, { within: '[data-testid="failure"]' })).map((violation) => `${code}: ${violation}`))
  }
  expect(found).toEqual([])
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
