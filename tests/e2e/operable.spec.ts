import { cannedNowMs, cannedNumbers, cannedStateNames, cannedStates } from '../rig/canned-states.ts'
import { createFindings } from '../rig/findings.ts'
import { type Focus, findLost, findMotion, findSidewaysScroll } from '../rig/look-at-page.ts'
import { expect, test } from './fixtures.ts'
import { dialogs, tabs } from './pages/face.ts'

test.use({ timezoneId: 'UTC', locale: 'en-US' })

const languages = ['en', 'ko'] as const
const sizes = [
  { width: 960, height: 640 },
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
] as const

test('nothing has to be moved sideways and no word is lost, in any state, size and language', async ({ openFace, page }) => {
  test.setTimeout(240_000)
  const face = await openFace(cannedStates.idle)
  face.host.telemetry(cannedNumbers)
  const found = createFindings()
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const language of languages) {
      await face.look({ language })
      for (const state of cannedStateNames) {
        await face.show(cannedStates[state])
        const where = `${size.width}×${size.height}, ${language}, ${state}`
        found.add(`${where}`, await page.evaluate(findSidewaysScroll))
        found.add(`${where}`, await page.evaluate(findLost, true))
      }
    }
  }
  expect(found.all()).toEqual([])
})

test('with text twice as large the page can be read and used', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  face.host.telemetry(cannedNumbers)
  await face.enlargeText(200)
  const found = createFindings()
  for (const language of languages) {
    await face.look({ language })
    for (const state of cannedStateNames) {
      await face.show(cannedStates[state])
      found.add(`${language}, ${state}`, await page.evaluate(findSidewaysScroll))
      found.add(`${language}, ${state}`, await page.evaluate(findLost, false))
    }
    for (const tab of tabs) {
      await face.chooseTab(tab)
      found.add(`${language}, ${tab}`, await page.evaluate(findLost, false))
    }
  }
  expect(found.all()).toEqual([])
})

for (const state of ['idle', 'live', 'archived'] as const) {
  test(`the keyboard reaches everything in the order of the eye, with a ring around it: ${state}`, async ({ openFace, page }) => {
    const face = await openFace(cannedStates[state])
    // Complete, and its film begun: what comes later would take its place among what the walk has passed.
    for (const late of ['sound-add', 'sources-refresh', 'page-source-camera']) await expect(page.getByTestId(late)).toBeAttached()
    if (cannedStates[state].session.returnFeed !== null) await expect(page.getByTestId('return-feed')).toHaveAttribute('data-state', 'playing')
    const stops = await face.walk()
    expect(stops.length).toBeGreaterThan(10)
    expect(stops.filter(({ inSight }) => !inSight).map(({ name }) => `${name} is out of sight`)).toEqual([])
    expect(stops.filter(({ ring }) => !ring).map(({ name }) => `${name} has no ring`)).toEqual([])
    expect(stepsBack(stops)).toEqual([])
    expect(await face.controlsNotAmong(stops)).toEqual([])
  })
}

/**
 * Steps of the focus against the way of reading: within one part of the page it goes on along a line to the right, or
 * further down, or up only into a column to the right.
 */
function stepsBack(stops: readonly Focus[]): string[] {
  return stops.flatMap((next, index) => {
    const last = stops[index - 1]
    if (last === undefined || last.part !== next.part) return []
    const sameLine = next.box.top < last.box.bottom && last.box.top < next.box.bottom
    const back = sameLine ? next.box.right < last.box.left : next.box.bottom <= last.box.top && next.box.left < last.box.right
    return back ? [`from ${last.name} back to ${next.name}`] : []
  })
}

for (const dialog of dialogs) {
  test(`the dialog “${dialog.name}” takes the keyboard, keeps it, and gives it back`, async ({ openFace, page }) => {
    const face = await openFace(cannedStates[dialog.state])
    const opener = await face.openDialog(dialog)
    const stops: (Focus | null)[] = []
    for (let presses = 0; presses < 15; presses++) {
      stops.push(await face.focus())
      await page.keyboard.press('Tab')
    }
    expect(stops.filter((stop) => stop === null || !/dialog$/.test(stop.part))).toEqual([])
    expect(stops.filter((stop) => stop?.inSight === false)).toEqual([])
    expect(stops.slice(1).filter((stop) => stop?.ring === false)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(face.dialog).toBeHidden()
    await expect(opener).toBeFocused()
  })
}

test('for who wants no motion nothing moves', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.idle)
  const found = createFindings()
  for (const state of cannedStateNames) {
    await face.show(cannedStates[state])
    found.add(`${state}`, await page.evaluate(findMotion))
  }
  expect(found.all()).toEqual([])
})

test('changes are said politely, trouble at once', async ({ openFace, page }) => {
  const face = await openFace(cannedStates.preview)
  const polite = page.getByTestId('announcer-polite')
  const assertive = page.getByTestId('announcer-assertive')
  await expect(polite).toHaveAttribute('aria-live', 'polite')
  await expect(assertive).toHaveAttribute('aria-live', 'assertive')

  await face.show(cannedStates.live)
  await expect(polite).toContainText('You are live')
  await expect(assertive).toBeEmpty()

  await face.show(cannedStates.trouble)
  await expect(assertive).toContainText('The connection broke')

  await face.show(cannedStates.live)
  await expect(polite).toContainText('You are live')

  await face.show(cannedStates['ingest refused'])
  await expect(assertive).toContainText(/ingest|stream key/i)
})

test('the settings say how things stand with a newer version, and install it when asked, never on air', async ({ openFace, page }) => {
  const updates = [
    { state: 'idle', checkedAtMs: cannedNowMs - 60_000 },
    { state: 'checking' },
    { state: 'available', version: '1.4.0', installs: true },
    { state: 'available', version: '1.4.0', installs: false },
    { state: 'downloading', version: '1.4.0', percent: 41 },
    { state: 'failed', problem: 'untrusted' },
    { state: 'ready', version: '1.4.0' },
  ] as const
  const having = (update: (typeof updates)[number], state: 'idle' | 'live' = 'idle') => {
    const { app, ...rest } = cannedStates[state]
    return { ...rest, app: { ...app, update } }
  }
  const face = await openFace(cannedStates.idle)
  await face.openDialog(dialogs[0])
  const row = page.getByTestId('settings-update')
  await expect(row).toBeHidden()
  const found = createFindings()
  await page.setViewportSize({ width: 960, height: 640 })
  for (const language of languages) {
    await face.look({ language })
    for (const update of updates) {
      await face.show(having(update))
      await expect(row).toHaveAttribute('data-value', update.state)
      found.add(`${language}, ${update.state}`, await page.evaluate(findLost, false))
    }
  }
  expect(found.all()).toEqual([])
  await page.getByTestId('settings-update-install').click()
  await expect.poll(() => face.host.calls.at(-1)).toEqual({ command: 'app.installUpdate', input: null })
  await face.show(having({ state: 'ready', version: '1.4.0' }, 'live'))
  await expect(page.getByTestId('settings-update-install')).toBeDisabled()
})
