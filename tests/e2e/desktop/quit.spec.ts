import type { ControlRoom } from '../pages/control-room.ts'
import { expect, test } from './fixtures.ts'
import { QuitQuestion } from './quit-question.ts'

const onAir = {
  message: 'You are on air',
  buttons: ['Stay on air', 'End safely and quit', 'Quit and leave the room open'],
  defaultId: 0,
  cancelId: 0,
}

async function goOnAir(control: ControlRoom): Promise<void> {
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  await control.goLive()
  await expect(control.page.getByTestId('end-live')).toBeEnabled({ timeout: 25_000 })
}

test('while nothing is sent, closing the window ends the app at once', async ({ startDesktop }) => {
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  const question = await QuitQuestion.watch(app)
  await question.closeWindow()
  expect(await app.process.exited).toBe(0)
  expect(await app.children()).toEqual([])
})

test('in the preview there is no broadcast to end: keep streaming, or stop and quit', async ({ startDesktop }) => {
  const app = await startDesktop({ language: 'ko' })
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await control.choosePicture('test-pattern')
  await control.startStreaming()
  await control.untilReady()
  const question = await QuitQuestion.watch(app)
  await question.quit()
  await question.seesQuestion({ message: '스트리밍 중입니다', buttons: ['스트리밍 계속하기', '스트리밍 중지 후 끝내기'] })
  await question.answer('스트리밍 중지 후 끝내기')
  expect(await app.process.exited).toBe(0)
})

test('on air: stays on air; then leaves the room open, and the next start offers to resume', async ({ startDesktop }) => {
  test.setTimeout(180_000)
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await goOnAir(control)
  const question = await QuitQuestion.watch(app)
  await question.closeWindow()
  await question.seesQuestion(onAir)
  await question.quit()
  await question.quit()
  await question.answer('Stay on air')
  await control.untilOnAir()
  await expect(control.page.getByTestId('stat-fps')).toHaveAttribute('data-value', /^[1-9]/)
  expect(await question.asked()).toEqual([onAir.message])

  await question.quit()
  await expect.poll(() => question.asked()).toEqual([onAir.message, onAir.message])
  await question.answer('Quit and leave the room open')
  expect(await app.process.exited).toBe(0)

  const next = await startDesktop()
  const again = await next.controlRoom()
  await expect(again.page.getByTestId('resume-offer')).toBeVisible({ timeout: 30_000 })
})

test('on air: ends the broadcast safely, then quits', async ({ startDesktop, startSandbox }) => {
  test.setTimeout(180_000)
  const cloud = await startSandbox()
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.connectTo(cloud)
  await control.seesConnected('custom')
  await goOnAir(control)
  const roomId = await control.currentRoomId()
  const question = await QuitQuestion.watch(app)
  await question.closeWindow()
  await question.seesQuestion(onAir)
  await question.answer('End safely and quit')
  expect(await app.process.exited).toBe(0)
  expect(await cloud.api('GET', `/v2/apps/me/video-rooms/${roomId}`)).toMatchObject({ videoRoomState: expect.stringMatching(/^(ENDED|ARCHIVED)$/) })
})

test('on air: an end that the service does not confirm is said, and the app stays', async ({ startDesktop, startSandbox }) => {
  test.setTimeout(180_000)
  const cloud = await startSandbox()
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.connectTo(cloud)
  await control.seesConnected('custom')
  await goOnAir(control)
  await cloud.setFaults({ ingestHold: 120_000 })
  const question = await QuitQuestion.watch(app)
  await question.quit()
  await question.seesQuestion(onAir)
  await question.answer('End safely and quit')
  await expect(control.session).toHaveAttribute('data-state', 'ending')
  await question.seesQuestion({ message: 'The broadcast has not ended' })
  await question.answer('Understood')
  await expect(control.session).toHaveAttribute('data-state', 'ending-stuck')

  await question.quit()
  await expect.poll(() => question.asked()).toEqual([onAir.message, 'The broadcast has not ended', onAir.message])
  await question.answer('Quit and leave the room open')
  expect(await app.process.exited).toBe(0)
})

test('asked to end by the system on air, the app asks nobody and leaves the room to be resumed', async ({ startDesktop }) => {
  const app = await startDesktop()
  const control = await app.controlRoom()
  await control.seesConnected('rehearsal')
  await goOnAir(control)
  const question = await QuitQuestion.watch(app)
  await question.quit()
  await question.seesQuestion(onAir)
  // What Windows tells before it ends the session; elsewhere it is a signal.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('session-end', {}))
  expect(await app.process.exited).toBe(0)
  expect(await app.children()).toEqual([])
})
