import type { Page } from '@playwright/test'
import type { Snapshot } from '#shared/contract'
import { type CannedState, cannedLevels, cannedNumbers, cannedNumbersAtRest, cannedStates } from '../rig/canned-states.ts'
import { expect, test } from './fixtures.ts'
import { dialogNamed, dialogs, type Face } from './pages/face.ts'

test.use({ timezoneId: 'UTC', locale: 'en-US', trace: 'off' })
test.skip(process.platform !== 'linux', 'the pictures were taken on Linux; other systems draw letters differently')

type View = {
  readonly name: string
  readonly state: CannedState
  readonly arrange?: (face: Face) => Promise<unknown>
  /** The part of the page that the picture is of; all of it where nothing is said. */
  readonly part?: string
}

const views: readonly View[] = [
  { name: 'prepare', state: 'idle' },
  { name: 'preview', state: 'preview' },
  { name: 'on-air', state: 'live', arrange: (face) => face.chooseTab('setup') },
  { name: 'on-air-rehearsal', state: 'live rehearsal', arrange: (face) => face.chooseTab('events') },
  { name: 'on-air-production', state: 'live in production', arrange: (face) => face.chooseTab('events') },
  { name: 'after', state: 'archived' },
  { name: 'health', state: 'trouble', arrange: (face) => face.chooseTab('health'), part: '.side' },
  { name: 'states', state: 'live', arrange: (face) => face.chooseTab('states'), part: '.side' },
  { name: 'settings', state: 'idle', arrange: (face) => face.openDialog(dialogs[0]), part: '.dialog' },
  { name: 'scenes', state: 'live with a camera', arrange: (face) => face.openDialog(dialogNamed('scenes')), part: '.dialog' },
]
const korean: readonly View[] = views.filter(({ name }) => name === 'on-air' || name === 'prepare')

const sizes = [
  { width: 1280, height: 800 },
  { width: 960, height: 640 },
] as const

for (const view of views) {
  test(`the view “${view.name}” looks as it did`, async ({ openFace, page }) => {
    const face = await arrange(view, openFace, page)
    for (const theme of ['dark', 'light'] as const) {
      await face.look({ theme })
      for (const size of sizes) {
        await page.setViewportSize(size)
        await expect.soft(view.part === undefined ? page : page.locator(view.part)).toHaveScreenshot(`${view.name}-${theme}-${size.width}.png`)
      }
    }
  })
}

for (const view of korean) {
  test(`the view “${view.name}” looks as it did in Korean`, async ({ openFace, page }) => {
    const face = await arrange(view, openFace, page)
    await face.look({ theme: 'dark', language: 'ko' })
    await expect(page).toHaveScreenshot(`${view.name}-ko.png`)
  })
}

type OpenFace = (first: Snapshot, world: { readonly stopped: boolean }) => Promise<Face>

/** The page with everything on it that a state of things brings along: pictures, sound, film and numbers. */
async function arrange(view: View, openFace: OpenFace, page: Page): Promise<Face> {
  const face = await openFace(cannedStates.idle, { stopped: true })
  const snapshot = cannedStates[view.state]
  const sending = snapshot.session.returnFeed !== null
  if (sending) await rememberNumbers(face)
  else face.host.telemetry(cannedNumbersAtRest)
  await face.host.preview()
  face.host.levels(cannedLevels)
  await face.show(snapshot)
  await view.arrange?.(face)
  await face.pointsNowhere()
  await expect(page.getByTestId('program-monitor')).not.toHaveAttribute('data-frames', '0')
  await expect(page.getByTestId('stat-fps')).not.toHaveAttribute('data-value', '')
  if (sending) await expect(page.getByTestId('return-feed')).toHaveAttribute('data-latency-ms', '2400')
  return face
}

/** A minute and a half of numbers, in waves, so that every chart has a shape. */
async function rememberNumbers(face: Face): Promise<void> {
  for (let sample = 0; sample < 60; sample++) {
    const sentKbps = 2_480 + Math.round(180 * Math.sin(sample / 4))
    await face.hears({ ...cannedNumbers, sentKbps, fps: 30 - (sample % 20 === 0 ? 2 : 0), queueMs: 40 + (sample % 7) * 5 })
    await face.page.evaluate(() => window.passTime(1_500))
  }
}
