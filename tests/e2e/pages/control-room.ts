import { expect, type Locator, type Page } from '@playwright/test'
import type { Orientation } from '#shared/contract'
import type { OutputMode } from '#shared/states'
import { ageMs, tickMs } from '../../rig/barcode.mjs'
import { type ContractClient, connectThroughBridge, connectWithCookie } from '../../rig/contract-client.ts'
import type { PageReading, Recorded } from '../../rig/in-page.ts'
import type { HeardPiece } from '../../rig/sound-of-picture.ts'
import { RoomBrowser } from './room-browser.ts'

const programMonitor = '[data-testid="program-monitor"]'
const returnFeed = '[data-testid="return-feed"]'
const vodPlayer = '[data-testid="vod-player"]'
const pictures = { programMonitor, returnFeed, vodPlayer } as const
export type Picture = keyof typeof pictures

const rememberable = ['stream-key-state', 'room-state', 'session-state', 'tally'] as const
type Rememberable = (typeof rememberable)[number]

type Service = { readonly apiUrl: string; readonly apiKey: string; readonly apiSecret: string }

/** How a member gets in: with a token by hand, or with the address that gives tokens to whoever shows a header. */
export type MemberWay = { readonly token: string } | { readonly tokenUrl: string; readonly header: { readonly name: string; readonly value: string } }

/** A local service whose token URL is asked where nothing else is said. */
type MemberService = Pick<Service, 'apiUrl' | 'apiKey'> & { readonly appUserId: string }

const tokenUrlOf = ({ apiUrl, apiKey, appUserId }: MemberService): MemberWay => ({
  tokenUrl: `${apiUrl}/__sandbox/token-url/${appUserId}`,
  header: { name: 'X-Tally-Test', value: apiKey },
})

/** How long the service and the encoder may take for one step, on a machine that is busy with everything else. */
const stepMs = 25_000

/** The window of Tally as a person uses it. Every verb ends when its outcome can be seen. */
export class ControlRoom {
  readonly page: Page
  readonly streamKey: Locator
  readonly room: Locator
  readonly vod: Locator
  readonly session: Locator
  readonly tally: Locator
  readonly verdict: Locator

  constructor(page: Page) {
    this.page = page
    this.streamKey = page.getByTestId('stream-key-state')
    this.room = page.getByTestId('room-state')
    this.vod = page.getByTestId('vod-state')
    this.session = page.getByTestId('session-state')
    this.tally = page.getByTestId('tally')
    this.verdict = page.getByTestId('verdict')
  }

  /** Opens Tally at its one-time address. */
  async open(url: string): Promise<void> {
    await this.page.goto(url)
    await this.seesTally()
  }

  /** Waits until the page shows what the core says. */
  async seesTally(): Promise<void> {
    await expect(this.page.locator('[data-revision]').first()).toBeAttached({ timeout: stepMs })
  }

  async seesConnected(environment: string): Promise<void> {
    const connection = this.page.getByTestId('connection-select')
    await expect(connection).toHaveAttribute('data-environment', environment, { timeout: stepMs })
    await expect(connection).toHaveAttribute('data-state', 'connected', { timeout: stepMs })
    await expect(this.streamKey).toHaveAttribute('data-state', /^[A-Z_]+$/)
  }

  /** Chooses what is sent and waits for the picture of it. */
  async choosePicture(source: string): Promise<void> {
    await this.choose('source-screen', source)
    const monitor = this.page.getByTestId('program-monitor')
    if ((await monitor.getAttribute('data-state')) === 'off') {
      const show = this.page.getByTestId('show-screen').first()
      await expect(show.or(monitor.and(this.page.locator('[data-state="on"]')))).toBeVisible()
      if (await show.isVisible()) await show.click()
    }
    await expect(monitor).toHaveAttribute('data-state', 'on', { timeout: stepMs })
    await expect.poll(async () => Number(await monitor.getAttribute('data-frames')), { timeout: stepMs }).toBeGreaterThan(0)
  }

  async chooseSound(sound: 'tone' | 'silence'): Promise<void> {
    await this.choose('source-mic', sound)
  }

  async chooseOrientation(orientation: Orientation): Promise<void> {
    await this.openTab('setup')
    await this.choose('orientation', orientation)
  }

  /** How the next stream is delivered. */
  async chooseDelivery(mode: OutputMode): Promise<void> {
    await this.openTab('setup')
    await this.choose('output-mode', mode)
  }

  private async choose(testId: string, value: string): Promise<void> {
    const control = this.page.getByTestId(testId)
    if ((await control.getAttribute('data-value')) !== value) await control.selectOption(value)
    await expect(control).toHaveAttribute('data-value', value)
  }

  /** The screen that the program offers first, as `screen:ID`. */
  async firstScreen(): Promise<string> {
    const option = this.page.getByTestId('source-screen').locator('option[value^="screen:"]').first()
    await expect(option).toBeAttached({ timeout: stepMs })
    return (await option.getAttribute('value')) ?? ''
  }

  async startStreaming(): Promise<void> {
    await this.page.getByTestId('stream-start').click()
    await expect(this.session).toHaveAttribute('data-state', /^(checking|connecting|ready|live)$/)
  }

  async stopStreaming(): Promise<void> {
    await this.page.getByTestId('stream-stop').click()
    await expect(this.streamKey).toHaveAttribute('data-state', 'INACTIVE', { timeout: stepMs })
  }

  async untilReady(): Promise<void> {
    await expect(this.streamKey).toHaveAttribute('data-state', 'ACTIVE', { timeout: stepMs })
    await expect(this.page.getByTestId('go-live')).toBeEnabled({ timeout: stepMs })
  }

  async goLive(): Promise<void> {
    await this.hold('go-live')
    await this.untilOnAir()
  }

  async untilOnAir(): Promise<void> {
    await expect(this.tally).toHaveAttribute('data-state', 'live', { timeout: stepMs })
    await expect(this.streamKey).toHaveAttribute('data-state', 'ACTIVE_LIVE')
    await expect(this.room).toHaveAttribute('data-state', 'LIVE')
  }

  /** Ends the broadcast and waits until its recording is there. */
  async endLive(): Promise<void> {
    await this.hold('end-live')
    await expect(this.room).toHaveAttribute('data-state', /^(ENDED|ARCHIVED)$/, { timeout: stepMs })
  }

  async untilArchived(): Promise<void> {
    await expect(this.vod).toHaveAttribute('data-state', 'ARCHIVED', { timeout: 60_000 })
  }

  /** Presses a guarded button for as long as it wants. Gives the moment at which it acted, on this machine's clock. */
  async hold(testId: 'go-live' | 'end-live'): Promise<number> {
    const button = this.page.getByTestId(testId)
    await expect(button).toBeEnabled({ timeout: stepMs })
    await button.scrollIntoViewIfNeeded()
    await button.hover()
    const holdMs = Number(await button.getAttribute('data-hold-ms'))
    await this.page.evaluate((id) => window.tallyRig.record(id, 'data-hold-state'), testId)
    await this.page.mouse.down()
    const done = await this.page.waitForFunction(
      (id) => window.tallyRig.recorded(id, 'data-hold-state').find(({ value }) => value === 'done')?.atMs,
      testId,
      {
        timeout: holdMs + 5000,
      },
    )
    await this.page.mouse.up()
    return (await done.jsonValue()) ?? Number.NaN
  }

  /** Says yes to what is asked, for as long as it takes: the question goes away. */
  async holdToConfirm(): Promise<void> {
    await this.page.getByTestId('confirm-yes').hover()
    await this.page.mouse.down()
    await expect(this.page.getByTestId('confirm-dialog')).toHaveCount(0)
    await this.page.mouse.up()
  }

  /** From now on remembers every state that the stream key, the room, the session and the tally show. */
  async rememberStates(): Promise<void> {
    await this.page.evaluate((testIds) => {
      for (const testId of testIds) window.tallyRig.record(testId, 'data-state')
    }, rememberable)
  }

  async rememberedStates(testId: Rememberable): Promise<string[]> {
    return (await this.rememberedTimes(testId)).map(({ value }) => value)
  }

  /** The same with the moment at which the page showed each. */
  rememberedTimes(testId: Rememberable): Promise<Recorded[]> {
    return this.page.evaluate((id) => window.tallyRig.recorded(id, 'data-state'), testId)
  }

  /** Waits until a picture shows the counter of the test screen, and gives the first reading. */
  async untilCounterShows(
    picture: Picture,
    timeoutMs = stepMs,
  ): Promise<{ readonly value: number; readonly atMs: number; readonly latencyMs: number }> {
    let reading: PageReading | null = null
    await expect
      .poll(
        async () => {
          reading = await this.page.evaluate((selector) => window.tallyRig.read(selector), pictures[picture])
          return reading?.value ?? null
        },
        { timeout: timeoutMs, intervals: [50], message: `the counter in ${picture}` },
      )
      .not.toBeNull()
    const { value, atMs } = reading as unknown as { value: number; atMs: number }
    return { value, atMs, latencyMs: ageMs(value, atMs) }
  }

  /** Waits until the counter has moved on by `byMs` of content since the first reading. */
  async untilCounterAdvances(picture: Picture, byMs: number): Promise<void> {
    const { value } = await this.untilCounterShows(picture)
    await expect
      .poll(async () => ((await this.page.evaluate((selector) => window.tallyRig.read(selector), pictures[picture]))?.value ?? value) - value, {
        timeout: byMs + stepMs,
        intervals: [100],
        message: `the counter in ${picture} advances`,
      })
      .toBeGreaterThanOrEqual(byMs / tickMs)
  }

  /** The size of the picture that viewers get. */
  async deliveredSize(picture: 'returnFeed' | 'vodPlayer' = 'returnFeed'): Promise<{ readonly width: number; readonly height: number }> {
    const inside = pictures[picture]
    const video = this.page.locator(`${inside} video, video${inside}`)
    return video.evaluate(({ videoWidth, videoHeight }: HTMLVideoElement) => ({ width: videoWidth, height: videoHeight }))
  }

  /** The links for viewers that there are now. */
  links(): Promise<string[]> {
    const rows = this.page.locator('[data-testid^="share-"]:not([data-value=""])')
    return rows.evaluateAll((found) => found.map((row) => (row.getAttribute('data-testid') ?? '').replace('share-', '')))
  }

  readings(picture: Picture, durationMs: number): Promise<PageReading[]> {
    return this.page.evaluate(([selector, ms]) => window.tallyRig.readFor(selector, ms), [pictures[picture], durationMs] as const)
  }

  hear(picture: Picture, durationMs: number, tones: readonly number[]): Promise<HeardPiece[]> {
    return this.page.evaluate(([selector, ms, list]) => window.tallyRig.hearFor(selector, ms, list), [pictures[picture], durationMs, tones] as const)
  }

  /** Server and key as the page hands them out for another encoder. */
  async takeKeyForOtherEncoder(): Promise<{ readonly ingestUrl: string; readonly streamKey: string }> {
    await this.openTab('share')
    const key = this.page.getByTestId('stream-key')
    await this.page.getByTestId('stream-key-reveal').click()
    await expect(key).toHaveAttribute('data-shown', 'true')
    const streamKey = (await key.textContent()) ?? ''
    await this.page.getByTestId('stream-key-reveal').click()
    await expect(key).toHaveAttribute('data-shown', 'false')
    return { ingestUrl: (await this.page.getByTestId('ingest-url').getAttribute('data-value')) ?? '', streamKey }
  }

  /** The failure that the person is told of. */
  async seesFailure(code: string | RegExp, timeoutMs = stepMs): Promise<Locator> {
    const told =
      typeof code === 'string' ? this.page.locator(`[data-testid="failure"][data-code="${code}"]`).first() : this.page.getByTestId('failure').first()
    await expect(told).toBeVisible({ timeout: timeoutMs })
    if (typeof code !== 'string') await expect(told).toHaveAttribute('data-code', code)
    // One sentence that says something, not a code.
    await expect(told).toHaveText(/\S+ \S+ \S+/)
    await expect(told).not.toContainText(/undefined|null|\[object|\{\{?\w+\}?\}/)
    return told
  }

  /** Connects to a FlipFlop Cloud through the form, as an operator does. */
  async connectTo(service: Service): Promise<void> {
    await this.askForConnection(service)
    await expect(this.page.getByTestId('connection-form')).toBeHidden({ timeout: stepMs })
  }

  /** Fills in the form and sends it. Whether that worked is the next thing to look at. */
  async askForConnection(service: Service): Promise<void> {
    const form = await this.beginConnection(service.apiUrl)
    await form.getByTestId('api-key').fill(service.apiKey)
    await form.getByTestId('api-secret').fill(service.apiSecret)
    await form.getByTestId('connection-save').click()
  }

  /** Connects to a FlipFlop Cloud through the form, as a member does: by the service's token URL unless another way is named. */
  async connectAsMember(service: MemberService, way: MemberWay = tokenUrlOf(service)): Promise<void> {
    await this.askForMemberConnection(service, way)
    await expect(this.page.getByTestId('connection-form')).toBeHidden({ timeout: stepMs })
  }

  /** Fills in the form of a member and sends it. Whether that worked is the next thing to look at. */
  async askForMemberConnection(service: Pick<Service, 'apiUrl'>, way: MemberWay): Promise<void> {
    const form = await this.beginConnection(service.apiUrl)
    await form.locator('[data-testid="connection-mode"] input[value="member"]').check()
    if ('token' in way) await form.getByTestId('member-token').fill(way.token)
    else {
      await form.getByTestId('token-url').fill(way.tokenUrl)
      await form.getByTestId('token-header-name').fill(way.header.name)
      await form.getByTestId('token-header-value').fill(way.header.value)
    }
    await form.getByTestId('connection-save').click()
  }

  /** The form with all that is no secret filled in. */
  private async beginConnection(apiUrl: string): Promise<Locator> {
    const form = this.page.getByTestId('connection-form')
    if (!(await form.isVisible())) await this.page.getByTestId('connection-add').click()
    await form.getByTestId('connection-name').fill('Our own cloud')
    await form.getByTestId('connection-environment').selectOption('custom')
    await form.getByTestId('api-base-url').fill(apiUrl)
    return form
  }

  /** Gives the member a new token, in the window that asks for one. */
  async pasteToken(token: string): Promise<void> {
    const form = this.page.getByTestId('connection-renew-form')
    await form.getByTestId('member-token').fill(token)
    await form.getByTestId('connection-renew-save').click()
  }

  /** Gives the chosen connection its key and secret once more. */
  async enterKeyAgain({ apiKey, apiSecret }: Service): Promise<void> {
    await this.page.getByTestId('connections-open').click()
    await this.page.locator('[data-testid="connection-row"]:not([data-state=""])').getByTestId('connection-edit').click()
    const form = this.page.getByTestId('connection-form')
    await form.getByTestId('api-key').fill(apiKey)
    await form.getByTestId('api-secret').fill(apiSecret)
    await form.getByTestId('connection-save').click()
    await expect(form).toBeHidden({ timeout: stepMs })
  }

  /** A second, silent page with this one's right of entry, for numbers that the page does not keep. */
  async listenIn(): Promise<ContractClient> {
    if (await this.page.evaluate(() => 'tally' in window)) return connectThroughBridge(this.page)
    const { origin } = new URL(this.page.url())
    const cookies = await this.page.context().cookies(origin)
    return connectWithCookie(origin, cookies.map(({ name, value }) => `${name}=${value}`).join('; '))
  }

  /** Shows one of the tabs of the side column. */
  async openTab(name: 'setup' | 'health' | 'states' | 'share' | 'events'): Promise<void> {
    const tab = this.page.getByTestId(`tab-${name}`)
    await tab.click()
    await expect(tab).toHaveAttribute('aria-selected', 'true')
  }

  /** Opens the window of all video rooms. */
  async openRoomBrowser(): Promise<RoomBrowser> {
    await this.openTab('setup')
    const browser = new RoomBrowser(this.page)
    await browser.open()
    return browser
  }

  /** Takes another member's seat, of those that the short list names. */
  async chooseMember(appUserId: string): Promise<void> {
    await this.openTab('setup')
    await this.page.getByTestId('member-select').selectOption(appUserId)
    await expect(this.page.getByTestId('member-select')).toHaveAttribute('data-value', appUserId, { timeout: stepMs })
  }

  async createRoom(title: string): Promise<void> {
    await this.openTab('setup')
    await this.page.getByTestId('room-create').click()
    await this.page.getByTestId('room-title').fill(title)
    await this.page.getByTestId('room-create-save').click()
    await expect(this.page.getByTestId('room-row').filter({ hasText: title })).toHaveAttribute('aria-pressed', 'true')
  }

  /** The id of the video room that is chosen. */
  async currentRoomId(): Promise<string> {
    return (await this.page.locator('[data-testid="room-row"][aria-pressed="true"]').getAttribute('data-room-id')) ?? ''
  }

  async chooseLanguage(language: 'en' | 'ko'): Promise<void> {
    await this.choose('language', language)
    await expect(this.page.locator('html')).toHaveAttribute('lang', language)
  }

  async chooseTheme(theme: 'light' | 'dark' | 'contrast'): Promise<void> {
    await this.choose('theme', theme)
  }
}
