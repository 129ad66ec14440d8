import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { findInFiles } from '../rig/find-in-files.ts'
import { commandLinesWith, environmentsWith, overhear } from '../rig/find-secrets.ts'
import { startProcess } from '../rig/started-process.ts'
import { noKeyring, startTestKeyring } from '../rig/test-keyring.ts'
import { expect, test } from './fixtures.ts'

const refusedToken = 'canary-of-a-refused-token-0123456789'
type Tokens = { readonly accessToken: string; readonly refreshToken: string; readonly streamingToken: string }
type Key = { readonly streamKey: string }

/** Which of the texts the page holds: in its document, its fields, its stores or its address. */
async function heldBy(page: Page, texts: readonly string[]): Promise<string[]> {
  const fields = await page.evaluate(() => [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value))
  const all = [await page.content(), ...fields, JSON.stringify(await page.context().storageState({ indexedDB: true })), page.url()].join('\n')
  return texts.filter((text) => all.includes(text))
}

/** Nothing that is typed, told or kept may be found elsewhere, with everything going wrong and no keychain to put it in. */
test('secrets stay in memory where the keychain is locked, whatever is refused, repeated, cut off or ended by force', async ({
  startHost,
  startSandbox,
  control,
  page,
  dataDir,
}) => {
  test.skip(noKeyring !== null, noKeyring ?? '')
  test.setTimeout(180_000)
  const keyring = await startTestKeyring()
  const { HOME = '', XDG_RUNTIME_DIR = '', DBUS_SESSION_BUS_ADDRESS = '' } = keyring.env
  const cloud = await startSandbox()
  const member = `/v2/apps/me/members/${cloud.appUserId}`
  const login = async () => (await cloud.api('POST', '/v2/apps/me/members/login', { appUserId: cloud.appUserId })) as Tokens
  const readKey = async () => ((await cloud.api('GET', `${member}/stream-key`)) as Key).streamKey
  const [first, second, firstKey] = [await login(), await login(), await readKey()]
  const pair = Buffer.from(`${cloud.apiKey}:${cloud.apiSecret}`).toString('base64')
  const secrets = [refusedToken, first.accessToken, second.accessToken, firstKey, cloud.apiSecret, pair]
  const host = await startHost({ credentials: 'keychain', env: { HOME, XDG_RUNTIME_DIR, DBUS_SESSION_BUS_ADDRESS } })
  const traffic = overhear(page)
  await control.open(host.url)
  await control.seesConnected('rehearsal')
  // From here on: at the start it would not even have been asked.
  await keyring.lock()
  const form = page.getByTestId('connection-form')

  async function saveForSession(): Promise<void> {
    await form.getByTestId('connection-save-session').click({ timeout: 25_000 })
    await expect(form).toBeHidden({ timeout: 25_000 })
    await control.seesConnected('custom')
  }

  async function goLive(): Promise<void> {
    await control.startStreaming()
    await control.untilReady()
    await control.goLive()
  }

  async function areNowhere(texts: readonly string[]): Promise<void> {
    expect(await commandLinesWith(texts)).toEqual([])
    const processes = await host.children()
    expect(await environmentsWith([host.process.pid, ...processes.map(({ pid }) => pid)], texts)).toEqual([])
    expect(await traffic.holding(texts)).toEqual([])
    expect(await heldBy(page, texts)).toEqual([])
    expect(await findInFiles(dataDir, texts)).toEqual([])
  }

  await test.step('a member: a refused token, a tested one, and one that the keychain does not take', async () => {
    await control.askForMemberConnection(cloud, { token: refusedToken })
    await expect(form.getByRole('alert')).toContainText('token')
    await form.getByTestId('member-token').fill(first.accessToken)
    await form.getByTestId('connection-test').click()
    await expect(form.getByTestId('connection-report')).toHaveAttribute('data-level', 'good', { timeout: 25_000 })
    await control.askForMemberConnection(cloud, { token: first.accessToken })
    await expect(form.getByRole('alert')).toContainText('locked')
    await saveForSession()
  })

  await test.step('a service that repeats what it was told', async () => {
    const errorMessage = `Bearer ${first.accessToken} is not for ${firstKey}`
    const body = { errorCode: 'INTERNAL_SERVER_ERROR', errorMessage }
    await cloud.setFaults({ apiStatus: { 'GET /v2/members/me/video-rooms': { status: 500, body } } })
    // A list that was just fetched is not fetched again at once.
    await expect(async () => {
      await page.getByTestId('room-refresh').click()
      await control.seesFailure('cloud-server-error', 3_000)
    }).toPass({ timeout: 25_000 })
    const notice = await control.seesFailure('cloud-server-error')
    await expect(notice.locator('pre'), 'the message came, without the secrets in it').toContainText('is not for')
    await cloud.clearFaults()
  })

  await test.step('an ingest that refuses, and a token that is revoked on air', async () => {
    await control.choosePicture('test-pattern')
    await cloud.setFaults({ ingestRefuse: true })
    await page.getByTestId('stream-start').click()
    await control.seesFailure('ingest-rejected')
    await cloud.clearFaults()
    await goLive()
    await cloud.setFaults({ tokensRevoked: true })
    const notice = await control.seesFailure('member-token-rejected')
    await notice.getByTestId('failure-remedy').click()
    await control.pasteToken(refusedToken)
    await expect(page.getByTestId('connection-renew-form').getByRole('alert')).toBeVisible()
    const third = await login()
    secrets.push(third.accessToken)
    await control.pasteToken(third.accessToken)
    await expect(notice).toHaveCount(0)
    await control.untilOnAir()
    await areNowhere(secrets)
    await control.endLive()
    await control.untilArchived()
  })

  await test.step('an operator ends by force, and has another key', async () => {
    await control.askForConnection(cloud)
    await saveForSession()
    await control.createRoom('Ended by force')
    await goLive()
    await page.getByTestId('force-end').click()
    await control.holdToConfirm()
    await expect.poll(readKey).not.toBe(firstKey)
    await expect(control.session).toHaveAttribute('data-state', /^(done|archiving|idle)$/, { timeout: 25_000 })
    secrets.push(await readKey())
    await areNowhere(secrets)
  })

  await test.step('each of these searches finds what is there', async () => {
    const [key = ''] = secrets.slice(-1)
    await control.openTab('share')
    await page.getByTestId('stream-key-reveal').click()
    await expect(page.getByTestId('stream-key')).toHaveText(key)
    expect(await heldBy(page, [key])).toEqual([key])
    expect(await traffic.holding([key])).not.toEqual([])
    await page.getByTestId('stream-key-reveal').click()
    await expect(page.getByTestId('stream-key')).toHaveAttribute('data-shown', 'false')
    const telltale = startProcess(process.execPath, ['-e', 'setInterval(() => {}, 1000)', refusedToken], { env: { TOKEN: refusedToken } })
    await expect.poll(() => commandLinesWith([refusedToken])).not.toEqual([])
    expect(await environmentsWith([telltale.pid], [refusedToken])).toEqual([telltale.pid])
    await telltale.kill()
    const note = join(dataDir, 'logs', 'note')
    await writeFile(note, Buffer.from(refusedToken).toString('base64'))
    expect(await findInFiles(dataDir, [refusedToken])).toEqual([note])
    await rm(note)
  })

  expect(await host.stop()).toBe(0)
  const said = host.process.stdout() + host.process.stderr()
  expect(secrets.filter((secret) => said.includes(secret))).toEqual([])
  expect(await findInFiles(dataDir, secrets)).toEqual([])
  await keyring.stop()
})
