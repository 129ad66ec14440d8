import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { keychainServiceName } from '../../electron/credentials/service-name.ts'
import { findInFiles } from '../rig/find-in-files.ts'
import { commandLinesWith, environmentsWith, overhear } from '../rig/find-secrets.ts'
import { overhearService } from '../rig/overheard-service.ts'
import { makeTempDir } from '../rig/temp-dir.ts'
import { expect, test } from './fixtures.ts'

test.use({ trace: 'off' })

const run = promisify(execFile)
const wrongSecret = 'canary-of-a-wrong-secret'
type Key = { readonly streamKey: string }

test('secrets of both ways in stay where they belong, through shows and failures', async ({
  startHost,
  startSandbox,
  control,
  page,
  context,
  dataDir,
  withKeychain,
}) => {
  test.setTimeout(180_000)
  const unzipped = await makeTempDir('trace')
  await mkdir(unzipped.path, { recursive: true })
  const cloud = await startSandbox()
  await cloud.setFaults({ accessLevelsOpen: true })
  const service = await overhearService(cloud.apiUrl)
  const reached = { ...cloud, apiUrl: service.apiUrl }
  const readKey = async () => ((await cloud.api('GET', `/v2/apps/me/members/${cloud.appUserId}/stream-key`)) as Key).streamKey
  const firstKey = await readKey()
  // The header of the token URL carries the API key here, so the pair is a secret as a whole.
  const typedIn = [cloud.apiSecret, cloud.apiKey, wrongSecret]
  const host = await startHost(withKeychain)
  const traffic = overhear(page)
  await context.tracing.start({ snapshots: true, screenshots: false })
  await control.open(host.url)

  await test.step('as an operator: a wrong secret, a service that repeats what it should not, a key that is exchanged', async () => {
    await control.askForConnection({ ...reached, apiSecret: wrongSecret })
    await expect(page.getByTestId('connection-form').getByRole('alert').first()).toBeVisible()
    await control.askForConnection(reached)
    await expect(page.getByTestId('connection-form')).toBeHidden({ timeout: 25_000 })
    await control.seesConnected('custom')
    await cloud.setFaults({
      apiStatus: {
        'GET /v2/apps/me/video-rooms': { status: 400, body: { errorCode: 'ODD', errorMessage: `not for ${cloud.apiSecret} and ${firstKey}` } },
      },
    })
    // A list that was just read is not asked for again within the second.
    await expect(async () => {
      await page.getByTestId('room-refresh').click()
      await expect(await control.seesFailure('cloud-refused', 1_000)).toContainText('ODD')
    }).toPass({ timeout: 15_000 })
    await cloud.setFaults({ apiStatus: {} })
    await control.openTab('share')
    await page.getByTestId('stream-key-reissue').click()
    await control.holdToConfirm()
    await expect.poll(readKey).not.toBe(firstKey)
  })

  expect(await inKeychain(), 'the keychain is where it belongs').toContain(cloud.apiSecret)

  await test.step('forgets the connection, and its entry in the keychain', async () => {
    await page.getByTestId('connections-open').click()
    await page.locator('[data-testid="connection-row"]:not([data-state=""])').getByTestId('connection-edit').click()
    await page.getByTestId('connection-forget').click()
    await page.getByTestId('confirm-yes').click()
    await control.seesConnected('rehearsal')
    await page.keyboard.press('Escape')
    expect(await inKeychain()).not.toContain(cloud.apiSecret)
  })

  await test.step('as a member: a show for members, which nobody watches without a streaming token', async () => {
    const room = { type: 'BROADCAST_RTMP', accessLevel: 'MEMBER', title: 'For members', scheduledAt: new Date().toISOString() }
    await cloud.api('POST', '/v2/apps/me/video-rooms', { ...room, appUserId: cloud.appUserId })
    await control.connectAsMember({ ...cloud, apiUrl: service.apiUrl })
    await control.seesConnected('custom')
    await control.openTab('setup')
    await expect(page.getByTestId('room-row').filter({ hasText: 'For members' })).toHaveAttribute('aria-pressed', 'true')
    await control.choosePicture('test-pattern')
    await control.startStreaming()
    await control.untilReady()
    await control.goLive()
    const feed = page.locator('[data-testid="return-feed"] video')
    await expect.poll(() => feed.evaluate((video: HTMLVideoElement) => video.currentTime), { timeout: 25_000 }).toBeGreaterThan(1)
    await cloud.resetIngest()
    await control.untilOnAir()
  })

  const secretKey = await readKey()
  const tokens = tokensIn(service.asked.map(({ answer }) => answer))
  expect(tokens.length, 'access, refresh and streaming token').toBeGreaterThanOrEqual(3)
  const neverTyped = [firstKey, secretKey, ...tokens]
  const secrets = [...typedIn, ...neverTyped]

  await test.step('on air: no command line, environment, answer to the page or part of it holds one', async () => {
    expect(await commandLinesWith(secrets)).toEqual([])
    const processes = await host.children()
    expect(await environmentsWith([host.process.pid, ...processes.map(({ pid }) => pid)], secrets)).toEqual([])
    expect(await traffic.holding(secrets)).toEqual([])
    const html = await page.content()
    expect(secrets.filter((secret) => html.includes(secret))).toEqual([])
  })

  await control.endLive()
  await control.untilArchived()
  await context.tracing.stop({ path: join(unzipped.path, 'trace.zip') })
  await run('unzip', ['-q', '-o', join(unzipped.path, 'trace.zip'), '-d', unzipped.path])
  // What was typed in is in the trace as what the test did; nothing else may be.
  expect(await findInFiles(unzipped.path, neverTyped)).toEqual([])
  expect(await findInFiles(unzipped.path, ['For members']), 'the search finds what is there').not.toEqual([])

  expect(await host.stop()).toBe(0)
  const said = host.process.stdout() + host.process.stderr()
  expect(secrets.filter((secret) => said.includes(secret))).toEqual([])
  expect(await findInFiles(dataDir, secrets)).toEqual([])
  expect(await findInFiles(dataDir, ['Our own cloud']), 'the search finds what is there').not.toEqual([])
  await service.close()
  await unzipped.remove()

  async function inKeychain(): Promise<string> {
    const found = await run('secret-tool', ['search', '--all', '--unlock', 'service', await keychainServiceName(dataDir)], {
      env: { ...process.env, ...withKeychain.env },
    }).catch(() => ({ stdout: '' }))
    return found.stdout
  }
})

/** Every token that the service handed out. */
const tokensIn = (answers: readonly string[]): string[] => [
  ...new Set(
    answers.flatMap((answer) => [...answer.matchAll(/"(?:accessToken|refreshToken|streamingToken)":"([^"]+)"/g)].map(([, token]) => token ?? '')),
  ),
]
