import type { Locator } from '@playwright/test'
import type { Failure } from '#shared/failure'
import type { Result } from '#shared/result'
import { startTestPublisher } from '../integration/sandbox/test-publisher.ts'
import { type OverheardService, overhearService } from '../rig/overheard-service.ts'
import { expect, test } from './fixtures.ts'

/** Renewed at about half of it, so every token of a show is soon another one. */
const tokenLifeMs = 12_000
const askYourOperator = 'Not possible with a member token. Ask the people who run your FlipFlop app.'
const tokenUrl = /^\/__sandbox\/token-url\//

const lastShown = (service: OverheardService) => service.asked.findLast(({ authorization }) => authorization !== undefined)?.authorization ?? ''
const renewals = (service: OverheardService) => service.asked.filter(({ path, status }) => tokenUrl.test(path) && status === 200)

async function isForOperators(control: Locator): Promise<void> {
  await expect(control).toBeDisabled()
  await expect(control).toHaveAccessibleDescription(askYourOperator)
}

/** Whom to ask is the answer, as a code of its own or as the reason of a closed action. */
const pointsToOperator = (answer: Result<unknown, Failure>) =>
  !answer.ok && [answer.failure.code, answer.failure.params?.reason].includes('ask-operator')

test('a member runs a whole show with tokens that end on air, and nothing that only an operator may do is in reach', async ({
  startHost,
  startSandbox,
  control,
  page,
  dataDir,
}) => {
  const cloud = await startSandbox()
  await cloud.setFaults({ tokensAsJwt: true, tokenLifetimeMs: tokenLifeMs })
  await cloud.api('POST', '/v2/apps/me/members', { appUserId: 'neighbour' })
  const scheduledAt = new Date().toISOString()
  const room = { type: 'BROADCAST_RTMP', accessLevel: 'PUBLIC', scheduledAt }
  await cloud.api('POST', '/v2/apps/me/video-rooms', { ...room, appUserId: 'neighbour', title: 'Next door' })
  await cloud.api('POST', '/v2/apps/me/video-rooms', { ...room, appUserId: cloud.appUserId, title: 'Made for me' })
  const service = await overhearService(cloud.apiUrl)
  const host = await startHost()
  await control.open(host.url)
  await control.connectAsMember({ ...cloud, apiUrl: service.apiUrl })
  await control.seesConnected('custom')

  await test.step('sees the own rooms and the own name alone', async () => {
    const rooms = page.getByTestId('room-list')
    await expect(rooms).toContainText('Made for me')
    await expect(rooms).not.toContainText('Next door')
    await expect(page.getByTestId('member-select')).toHaveAttribute('data-value', cloud.appUserId)
    await expect(page.getByTestId('member-select').locator('option')).toHaveCount(1)
  })

  await test.step('what only an operator may do is closed, and says whom to ask', async () => {
    await isForOperators(page.getByTestId('member-select'))
    await isForOperators(page.getByTestId('force-end'))
    const browser = await control.openRoomBrowser()
    await browser.search('Next door', 0)
    await browser.search('Made for me', 1)
    await expect(browser.rows.getByTestId('browser-cancel')).toBeDisabled()
    await expect(browser.rows.getByTestId('browser-cancel')).toHaveAccessibleName(new RegExp(askYourOperator))
    await page.keyboard.press('Escape')
    await control.choosePicture('test-pattern')
    await control.chooseOrientation('vertical')
    await isForOperators(page.getByTestId('profile-fix-key'))
    await control.chooseOrientation('horizontal')
    await control.openTab('share')
    await isForOperators(page.getByTestId('stream-key-reissue'))
  })

  await test.step('and refused to a page that was tampered with, before anything is sent', async () => {
    const client = await control.listenIn()
    const { id } = (await client.waitFor('snapshot', ({ rooms }) => rooms.length > 1, 5_000)).rooms.find(({ title }) => title === 'Made for me') ?? {
      id: '',
    }
    const before = service.asked.length
    const someone = { appUserId: 'neighbour', name: 'Mine now', imageUrl: '', email: '' }
    const answers = [
      await client.call('member.list', { keyword: '', page: 1 }),
      await client.call('member.save', { ...someone, isNew: false }),
      await client.call('member.save', { ...someone, appUserId: 'another', isNew: true }),
      await client.call('member.delete', { appUserId: 'neighbour' }),
      await client.call('member.select', { appUserId: 'neighbour' }),
      await client.call('room.cancel', { roomId: id }),
      await client.call('streamKey.listProfiles', null),
      await client.call('streamKey.chooseProfile', { profileId: '1' }),
      await client.call('streamKey.reissue', null),
      await client.call('session.forceEnd', null),
    ]
    client.close()
    expect(answers.filter((answer) => !pointsToOperator(answer))).toEqual([])
    // The watcher and the tokens go on meanwhile; they only ask.
    expect(service.asked.slice(before).filter(({ method }) => method !== 'GET')).toEqual([])
  })

  await test.step('hears of a change from the service, long before it would have asked', async () => {
    const key = (await cloud.api('GET', `/v2/apps/me/members/${cloud.appUserId}/stream-key`)) as { readonly streamKey: string }
    await control.rememberStates()
    // Just after the events were opened anew they stay open for longer than this takes.
    const opened = () => service.asked.filter(({ path }) => path === '/v2/members/me/event-sources').length
    const openedBefore = opened()
    await expect.poll(opened, { timeout: tokenLifeMs }).toBeGreaterThan(openedBefore)
    const seenBefore = service.events.length
    const encoder = startTestPublisher({ ingestUrl: cloud.ingestUrl, ...key, dir: dataDir, size: '320x180', seconds: 20 })
    await expect(control.streamKey).toHaveAttribute('data-state', /^ACTIVE/)
    await encoder.stop()
    await expect(control.streamKey).toHaveAttribute('data-state', 'INACTIVE')
    const told = service.events.slice(seenBefore).find(({ text }) => text.includes('ACTIVE_PREP'))
    const [shown] = (await control.rememberedTimes('stream-key-state')).filter(({ value }) => value.startsWith('ACTIVE'))
    // At rest it asks every five seconds.
    expect((shown?.atMs ?? Number.NaN) - (told?.atMs ?? Number.NaN)).toBeLessThan(1_000)
  })

  await test.step('goes live in a room of their own making', async () => {
    await control.createRoom('My show')
    await control.startStreaming()
    await control.untilReady()
    await control.goLive()
    await control.rememberStates()
    await page.evaluate(() => window.tallyRig.record('failure', 'data-code'))
    await isForOperators(page.getByTestId('force-end'))
  })

  await test.step('the token ends and is renewed on air, without a blink', async () => {
    const before = renewals(service).length
    const authorization = lastShown(service)
    const isOver = async () => (await fetch(`${cloud.apiUrl}/v2/members/me`, { headers: { authorization } })).status === 401
    await expect.poll(isOver, { timeout: 2 * tokenLifeMs, message: 'the token that went live is over' }).toBe(true)
    await expect.poll(() => renewals(service).length, { timeout: tokenLifeMs }).toBeGreaterThanOrEqual(before + 2)
    await expect.poll(() => lastShown(service)).not.toBe(authorization)
    expect(await control.rememberedStates('tally')).toEqual(['live'])
    expect(await page.evaluate(() => window.tallyRig.recorded('failure', 'data-code'))).toEqual([])
    // What a token was refused is asked again with another one only.
    const refused = service.asked.filter(({ status }) => status === 401).map(({ path, authorization: shown }) => `${shown} ${path}`)
    expect(refused.filter((question, index) => refused.indexOf(question) !== index)).toEqual([])
  })

  await test.step('where no new token comes, one is pasted on air', async () => {
    await cloud.setFaults({
      tokenLifetimeMs: 0,
      apiStatus: { 'GET /__sandbox/token-url/*': { status: 503, body: { message: 'Down for a moment' } } },
    })
    const notice = await control.seesFailure('token-url-failed')
    await expect(page.getByTestId('connection-state')).toHaveAttribute('data-state', 'token')
    const { accessToken } = (await cloud.api('POST', '/v2/apps/me/members/login', { appUserId: cloud.appUserId })) as { readonly accessToken: string }
    await expect(notice.getByTestId('failure-remedy')).toHaveAttribute('data-value', 'renew-token')
    await notice.getByTestId('failure-remedy').click()
    await control.pasteToken(accessToken)
    await expect(notice).toHaveCount(0)
    await control.seesConnected('custom')
    await expect.poll(() => lastShown(service)).toBe(`Bearer ${accessToken}`)
    expect(await control.rememberedStates('tally')).toEqual(['live'])
    await cloud.clearFaults()
  })

  await test.step('ends, and watches the recording', async () => {
    await control.endLive()
    await control.untilArchived()
    const recording = page.locator('video[data-testid="vod-player"], [data-testid="vod-player"] video')
    await expect(recording).toBeVisible()
    await recording.evaluate((video: HTMLVideoElement) => video.play())
    await expect.poll(() => recording.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0.5)
  })

  const isForMembers = ({ path }: { readonly path: string }) => path.startsWith('/v2/members/me') || tokenUrl.test(path)
  expect(service.asked.filter((question) => !isForMembers(question))).toEqual([])
  await service.close()
})
