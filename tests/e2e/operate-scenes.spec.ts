import type { Locator, Page } from '@playwright/test'
import type { CommandName, Snapshot, SoundChannelView } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import type { CameraPlace } from '#shared/scenes'
import type { CannedHost } from '../rig/canned-host.ts'
import { cannedLevels, cannedStates } from '../rig/canned-states.ts'
import { expect, test } from './fixtures.ts'

test.use({ timezoneId: 'UTC', locale: 'en-US', trace: 'off' })

const withCamera = cannedStates['live with a camera']

/** What the page asked of one command, oldest first. */
const asked = (host: CannedHost, command: CommandName): unknown[] => host.calls.filter((call) => call.command === command).map(({ input }) => input)

/** From now on what the page asks for is how things stand: anything else the page gives up soon after the answer. */
function obeys(host: CannedHost): void {
  let { program } = withCamera
  const become = (change: Partial<Snapshot['program']>) => {
    program = { ...program, ...change }
    host.show({ ...withCamera, program })
    return ok(null)
  }
  host.answer('program.saveScene', (saved) => become({ scenes: program.scenes.map((scene) => (scene.id === saved.id ? saved : scene)) }))
  host.answer('program.setCameraPlace', (place) =>
    become({
      scenes: program.scenes.map((scene) =>
        scene.id === program.sceneId ? { ...scene, camera: { ...scene.camera, ...(place as Partial<CameraPlace>) } } : scene,
      ),
    }),
  )
  host.answer('program.setChannel', ({ sourceId, ...change }) =>
    become({
      channels: program.channels.map((channel) =>
        channel.sourceId === sourceId ? { ...channel, ...(change as Partial<SoundChannelView>) } : channel,
      ),
    }),
  )
}

const centreOf = async (element: Locator) => {
  const box = await element.boundingBox()
  if (box === null) throw new Error('it cannot be seen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width, height: box.height }
}

/** Takes hold of something and moves it, in steps as a hand does. */
async function drag(page: Page, what: Locator, byX: number, byY: number): Promise<void> {
  const { x, y } = await centreOf(what)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + byX, y + byY, { steps: 40 })
  await page.mouse.up()
}

test('a scene is one click or one key away, and the one that is shown is marked', async ({ openFace, page }) => {
  const face = await openFace(withCamera)
  const scenes = page.getByTestId('scene-select')
  await expect(scenes.getByRole('radio', { name: 'Screen + camera' })).toBeChecked()
  await page.getByTestId('scene-option').filter({ hasText: 'Be right back' }).click()
  await expect.poll(() => asked(face.host, 'program.setScene')).toEqual([{ sceneId: 'slate' }])

  await face.pointsNowhere()
  await page.keyboard.press('1')
  await expect.poll(() => asked(face.host, 'program.setScene').at(-1)).toEqual({ sceneId: 'screen' })
  await face.show({ ...withCamera, program: { ...withCamera.program, sceneId: 'screen' } })
  await expect(scenes).toHaveAttribute('data-value', 'screen')
  await expect(scenes.getByRole('radio', { name: 'Screen', exact: true })).toBeChecked()
  await expect(page.getByTestId('layer-camera-toggle')).toBeDisabled()

  // A figure that is meant for a list, or typed, changes no scene.
  const before = asked(face.host, 'program.setScene').length
  await page.getByTestId('source-screen').focus()
  await page.keyboard.press('3')
  await page.getByTestId('layer-camera-toggle').focus()
  await expect(page.getByTestId('scene-option')).toHaveCount(5)
  expect(asked(face.host, 'program.setScene')).toHaveLength(before)
})

test('the camera is hidden and shown with one press', async ({ openFace, page }) => {
  const face = await openFace(withCamera)
  const toggle = page.getByTestId('layer-camera-toggle')
  await expect(toggle).toHaveAttribute('aria-pressed', 'true')
  await toggle.click()
  await expect.poll(() => asked(face.host, 'program.setCameraPlace')).toEqual([{ hidden: true }])
  const scenes = withCamera.program.scenes.map((scene) => ({ ...scene, camera: { ...scene.camera, hidden: true } }))
  await face.show({ ...withCamera, program: { ...withCamera.program, scenes } })
  await expect(toggle).toHaveAttribute('data-value', 'hidden')
  await expect(page.getByTestId('camera-place')).toHaveCount(0)
})

test('the camera lies on the picture where it is shown, and is moved and resized by mouse', async ({ openFace, page }) => {
  const face = await openFace(withCamera)
  await face.host.preview()
  const camera = page.getByTestId('camera-place')
  const monitor = page.getByTestId('program-monitor')
  const shown = await centreOf(camera)
  const stage = await centreOf(monitor)
  const picture = Math.min(stage.width, (stage.height * 16) / 9)
  // 30 % of the height, 4 % of it away from both edges.
  expect(shown.width / picture).toBeCloseTo(0.3, 1)
  expect((stage.x + picture / 2 - shown.x - shown.width / 2) / ((picture * 9) / 16)).toBeCloseTo(0.04, 1)
  await face.pointsNowhere()
  await expect(camera).toHaveCSS('opacity', '0')
  await camera.hover()
  await expect(camera).toHaveCSS('opacity', '1')

  const began = Date.now()
  await drag(page, camera, -picture * 0.3, -30)
  await expect(camera).toHaveAttribute('data-state', 'resting')
  const latest = () => asked(face.host, 'program.setCameraPlace').at(-1) as { x: number; y: number; size: number }
  await expect.poll(() => latest()?.x ?? 1).toBeLessThan(0.65)
  expect(latest().size).toBe(0.3)
  const seconds = (Date.now() - began) / 1_000
  expect(asked(face.host, 'program.setCameraPlace').length).toBeLessThanOrEqual(Math.ceil(seconds * 15) + 1)

  const scenes = withCamera.program.scenes.map((scene) => ({ ...scene, camera: { ...scene.camera, x: 0, y: 0 } }))
  await face.show({ ...withCamera, program: { ...withCamera.program, scenes } })
  await expect(camera).toHaveAttribute('data-value', '0 0 0.3')
  await camera.hover()
  await drag(page, page.locator('.camera-handle'), 64, 36)
  await expect.poll(() => latest().size).toBeGreaterThan(0.4)
  expect([latest().x, latest().y]).toEqual([0, 0])
})

test('the camera is moved and resized by keys, and the end of a move is said', async ({ openFace, page }) => {
  const face = await openFace(withCamera)
  obeys(face.host)
  const camera = page.getByTestId('camera-place')
  await camera.focus()
  await expect(camera).toHaveCSS('opacity', '1')
  await expect(camera).toHaveAccessibleDescription(/arrow keys/)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('+')
  await expect(camera).toHaveAttribute('data-value', '0.99 0.95 0.32')
  await expect.poll(() => asked(face.host, 'program.setCameraPlace').at(-1)).toEqual({ x: 0.99, y: 0.95, size: 0.32 })
  await expect(page.locator('.camera-frame [role="status"]')).toHaveText('Camera: 99 % from the left, 95 % from the top, size 32 %.')
  await page.keyboard.press('Enter')
  await expect(page.locator('.camera-frame [role="status"]')).toHaveText('Camera: top left, size 32 %.')
})

test('each sound has its own level, mute, delay and meter', async ({ openFace, page }) => {
  const face = await openFace(withCamera)
  obeys(face.host)
  await face.chooseTab('setup')
  face.host.levels(cannedLevels)
  const [desk, computer] = [page.getByTestId('sound-channel').first(), page.getByTestId('sound-channel').last()]
  await expect(desk).toHaveAttribute('data-value', 'mic:desk')
  await expect(desk.getByRole('slider')).toHaveAttribute('aria-valuetext', '−6.5 dB')
  await desk.scrollIntoViewIfNeeded()
  await expect(desk.getByTestId('channel-meter')).toHaveAttribute('data-value', 'good')
  await expect(computer.getByTestId('channel-meter')).toHaveAttribute('data-value', 'loud')

  const level = desk.getByTestId('channel-level')
  await level.focus()
  await page.keyboard.press('ArrowRight')
  await expect(level).toHaveAttribute('data-value', '-6')
  await page.keyboard.press('Home')
  const changes = () => asked(face.host, 'program.setChannel')
  await expect.poll(() => changes().at(-1)).toEqual({ sourceId: 'mic:desk', levelDb: 0 })

  await computer.getByTestId('channel-mute').click()
  await expect.poll(() => changes().at(-1)).toEqual({ sourceId: 'system', muted: false })
  await computer.locator('summary').click()
  await computer.getByTestId('channel-delay').fill('250')
  await page.keyboard.press('Enter')
  await expect.poll(() => changes().at(-1)).toEqual({ sourceId: 'system', delayMs: 250 })
  await computer.getByTestId('channel-remove').click()
  await expect.poll(() => asked(face.host, 'program.removeSound')).toEqual([{ sourceId: 'system' }])
  await page.getByTestId('sound-add').selectOption('tone')
  await expect.poll(() => asked(face.host, 'program.addSound')).toEqual([{ sourceId: 'tone' }])
})

test('the microphone is muted by a press, and by a key for as long as it is down', async ({ openFace, page }) => {
  const face = await openFace(withCamera)
  const mutings = () => asked(face.host, 'program.setChannel')
  const muted = { sourceId: 'mic:desk', muted: true }
  const heard = { sourceId: 'mic:desk', muted: false }
  await page.getByTestId('mic-mute').click()
  await expect.poll(mutings).toEqual([muted])

  await face.pointsNowhere()
  await page.keyboard.down('m')
  // As a key that stays down repeats.
  await page.keyboard.down('m')
  await page.keyboard.down('m')
  await expect.poll(mutings).toEqual([muted, muted])
  await page.keyboard.up('m')
  await expect.poll(mutings).toEqual([muted, muted, heard])

  await page.keyboard.down('m')
  await expect.poll(mutings).toHaveLength(4)
  await page.evaluate(() => window.dispatchEvent(new Event('blur')))
  await expect.poll(mutings).toEqual([muted, muted, heard, muted, heard])
  await page.keyboard.up('m')
})

test('scenes are added, named, arranged and deleted in their window', async ({ openFace, page }) => {
  const face = await openFace(withCamera)
  obeys(face.host)
  const editor = page.getByTestId('scene-editor')
  await page.getByTestId('scenes-edit').click()
  await expect(editor.getByTestId('scene-row').and(page.locator('[aria-current="true"]'))).toHaveAttribute('data-value', 'screen-camera')
  await expect(editor.getByTestId('scene-remove')).toBeDisabled()
  await expect(editor).toContainText('It is shown now. Choose another scene first.')

  const saved = () => asked(face.host, 'program.saveScene').at(-1)
  await editor.getByText('bottom left').click()
  await expect.poll(saved).toMatchObject({ id: 'screen-camera', camera: { x: 0, y: 1 } })
  await editor.getByText('Round', { exact: true }).click()
  await expect.poll(saved).toMatchObject({ id: 'screen-camera', camera: { x: 0, y: 1, shape: 'round' } })
  await editor.getByText('Blur', { exact: true }).click()
  await expect.poll(saved).toMatchObject({ id: 'screen-camera', fit: 'blur' })

  await editor.getByTestId('scene-row').filter({ hasText: 'Side by side' }).click()
  await expect(editor.getByTestId('scene-corner')).toHaveCount(0)
  await editor.getByTestId('scene-mirrored').click()
  await expect.poll(saved).toMatchObject({ id: 'side-by-side', camera: { mirrored: true } })
  await editor.getByTestId('scene-row').filter({ hasText: 'Screen', hasNotText: 'camera' }).first().click()
  await expect(editor.getByTestId('scene-mirrored')).toHaveCount(0)

  await editor.getByTestId('scene-row').filter({ hasText: 'Be right back' }).click()
  await editor.getByTestId('scene-name').fill('Back soon')
  await page.keyboard.press('Enter')
  await expect.poll(saved).toMatchObject({ id: 'slate', name: 'Back soon' })
  await editor.getByTestId('scene-remove').click()
  await expect.poll(() => asked(face.host, 'program.removeScene')).toEqual([{ sceneId: 'slate' }])

  await editor.getByTestId('scene-add').selectOption('image')
  const before = asked(face.host, 'program.saveScene').length
  await editor.getByTestId('scene-path-save').click()
  await expect(editor.getByRole('alert')).toHaveText('Enter the path of a file.')
  expect(asked(face.host, 'program.saveScene')).toHaveLength(before)
  const path = '/home/me/back-soon.png'
  face.host.answer('program.findFile', () => err(failure('file-unreadable', { params: { path } })))
  await editor.getByTestId('scene-path').fill('"~/back-soon.png"')
  await editor.getByTestId('scene-path-save').click()
  await expect(editor.getByRole('alert')).toContainText(`${path} is missing`)
  expect(asked(face.host, 'program.saveScene')).toHaveLength(before)
  face.host.answer('program.findFile', () => ok({ path }))
  await editor.getByTestId('scene-path-save').click()
  await expect.poll(saved).toMatchObject({ id: 'image', layout: 'image', path })
})

test('a film takes the place of the camera', async ({ openFace, page }) => {
  const face = await openFace(withCamera)
  const path = '/home/me/우리 film.mp4'
  face.host.answer('program.findFile', () => err(failure('file-unreadable', { params: { path } })))
  const camera = page.getByTestId('source-camera')
  const before = await camera.inputValue()
  await camera.focus()
  await camera.selectOption('film')
  await expect(camera).toHaveValue(before)
  const dialog = page.getByTestId('camera-film')
  await dialog.getByTestId('camera-path').fill(` '${path}'`)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText(`${path} is missing`)
  expect(asked(face.host, 'program.setCamera')).toEqual([])
  face.host.answer('program.findFile', () => ok({ path }))
  await dialog.getByTestId('camera-path-save').click()
  await expect(dialog).toHaveCount(0)
  expect(asked(face.host, 'program.setCamera')).toEqual([{ sourceId: `file:${path}` }])
  await expect(camera).toBeFocused()
})

test('what is wrong with picture and sound is told at the monitor and before going live', async ({ openFace, page }) => {
  const face = await openFace(cannedStates['wrong in picture and sound'])
  await face.chooseTab('setup')
  await expect(page.getByTestId('picture-note')).toHaveAttribute('data-code', 'black')
  const item = page.locator('[data-testid="checklist-item"][data-code="picture"]')
  await expect(item).toHaveAttribute('data-level', 'bad')
  await expect(item).toContainText('The picture is all black.')
  await expect(page.locator('[data-testid="device-row"][data-state="lost"]')).toContainText('The camera is not there.')
})

test('a part of the screen is chosen by its sides, and given up at once', async ({ openFace, page }) => {
  const face = await openFace(withCamera)
  obeys(face.host)
  await page.getByTestId('scenes-edit').click()
  await page.getByText('Part of the screen').click()
  const parts = () => asked(face.host, 'program.saveScene').map((scene) => (scene as { readonly part: unknown }).part)
  await expect(page.getByTestId('scene-part-x')).toBeDisabled()
  await page.getByTestId('scene-part-width').fill('50')
  await expect.poll(() => parts().at(-1)).toEqual({ x: 0, y: 0, width: 0.5, height: 1 })
  await page.getByTestId('scene-part-x').fill('30')
  await expect.poll(() => parts().at(-1)).toEqual({ x: 0.3, y: 0, width: 0.5, height: 1 })
  await page.getByTestId('scene-part-all').click()
  await expect.poll(() => parts().at(-1)).toBeNull()
})

test('coming back to the page, or plugging something in, has the lists fetched again, but not in a flurry', async ({ openFace, page }) => {
  const face = await openFace(withCamera)
  const fetched = () => asked(face.host, 'program.refreshSources').length
  await expect(page.getByTestId('scene-select')).toBeVisible()
  const before = fetched()
  await page.evaluate(() => {
    for (let times = 0; times < 2; times += 1) window.dispatchEvent(new Event('focus'))
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
  })
  await expect.poll(fetched).toBe(before + 1)
  await page.clock.install()
  await page.clock.fastForward(3000)
  expect(fetched()).toBe(before + 1)
  await page.evaluate(() => void navigator.mediaDevices.dispatchEvent(new Event('devicechange')))
  await expect.poll(fetched).toBe(before + 2)
})
