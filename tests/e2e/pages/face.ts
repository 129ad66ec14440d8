import { expect, type Locator, type Page } from '@playwright/test'
import type { Snapshot, Telemetry } from '#shared/contract'
import type { CannedHost } from '../../rig/canned-host.ts'
import { answerMembers, answerRooms } from '../../rig/canned-rooms.ts'
import { type CannedState, cannedNowMs } from '../../rig/canned-states.ts'
import { type Focus, findUnreached, readFocus } from '../../rig/look-at-page.ts'
import { stopTheWorld } from '../../rig/still-world.ts'

type Looks = Partial<Pick<Snapshot['app'], 'theme' | 'language' | 'guide'>>

export const tabs = ['setup', 'health', 'states', 'share', 'events'] as const
type Tab = (typeof tabs)[number]

/** A window above the page: the control that opens it, the key that does, the tab where that is, and how things stand when one does. */
export type DialogOnPage = {
  readonly name: string
  readonly opener: string
  /** Enter, where nothing is said. */
  readonly key?: string
  readonly tab: Tab | null
  readonly state: CannedState
}

export const dialogs = [
  { name: 'settings', opener: 'settings-open', tab: null, state: 'idle' },
  { name: 'shortcuts', opener: 'shortcuts-open', tab: null, state: 'idle' },
  { name: 'scenes', opener: 'scenes-edit', tab: null, state: 'live with a camera' },
  // The last choice of the list leads to it.
  { name: 'film as camera', opener: 'source-camera', key: 'End', tab: null, state: 'live with a camera' },
  { name: 'new connection', opener: 'connection-add', tab: null, state: 'idle' },
  { name: 'connections', opener: 'connections-open', tab: null, state: 'preview' },
  { name: 'all video rooms', opener: 'room-all', tab: 'setup', state: 'idle' },
  // The last choice of the list leads to it.
  { name: 'all members', opener: 'member-select', key: 'End', tab: 'setup', state: 'idle' },
  { name: 'reissuing the key', opener: 'stream-key-reissue', tab: 'share', state: 'idle' },
  { name: 'QR code', opener: 'qr-open', tab: 'share', state: 'live' },
  { name: 'stopping on air', opener: 'stream-stop', tab: null, state: 'live' },
  { name: 'settings of the desktop app', opener: 'settings-open', tab: null, state: 'idle in the desktop app of a Mac' },
  { name: 'end by force', opener: 'force-end', tab: null, state: 'live' },
] as const satisfies readonly DialogOnPage[]

type DialogName = (typeof dialogs)[number]['name']

export function dialogNamed(name: DialogName): DialogOnPage {
  const found = dialogs.find((dialog) => dialog.name === name)
  if (found === undefined) throw new Error(`no window “${name}”`)
  return found
}

/** The page in front of a canned host: everything that it shows was told to it by the test. */
export class Face {
  readonly page: Page
  readonly host: CannedHost
  private readonly root: Locator
  private snapshot: Snapshot
  private looks: Looks = {}

  constructor(page: Page, host: CannedHost, first: Snapshot) {
    this.page = page
    this.host = host
    this.snapshot = first
    this.root = page.locator('html')
  }

  /** Opens the page at the canned moment, for a person who wants no motion; with `stopped`, in a world that stands still. */
  async open({ stopped = false } = {}): Promise<void> {
    await this.page.clock.setFixedTime(cannedNowMs)
    // After the clock, which needs the real time for its timers.
    if (stopped) await stopTheWorld(this.page)
    await this.page.emulateMedia({ reducedMotion: 'reduce' })
    await this.page.goto(this.host.newPageUrl())
    await expect(this.root).toHaveAttribute('data-revision', /\d/)
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined))
  }

  /** Shows a state of things, and waits until the page has drawn it. */
  async show(snapshot: Snapshot): Promise<void> {
    this.snapshot = snapshot
    const revision = this.host.show({ ...snapshot, app: { ...snapshot.app, ...this.looks } })
    await expect(this.root).toHaveAttribute('data-revision', String(revision))
  }

  /** Changes how the page looks, now and for whatever it is shown later. */
  async look(looks: Looks): Promise<void> {
    this.looks = { ...this.looks, ...looks }
    await this.show(this.snapshot)
  }

  /** Tells numbers, and waits until the page shows them. */
  async hears(numbers: Telemetry): Promise<void> {
    this.host.telemetry(numbers)
    await expect(this.page.getByTestId('stat-bitrate')).toHaveAttribute('data-value', String(numbers.sentKbps ?? ''))
  }

  /** Takes the pointer and the focus away from whatever they rest on. */
  async pointsNowhere(): Promise<void> {
    await this.page.mouse.move(0, 0)
    await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  }

  /** Enlarges all text, as the browser's own setting does. */
  async enlargeText(percent: number): Promise<void> {
    await this.page.evaluate((size) => {
      document.documentElement.style.fontSize = size
    }, `${percent}%`)
  }

  async chooseTab(name: Tab): Promise<void> {
    const tab = this.page.getByTestId(`tab-${name}`)
    await tab.click()
    await expect(tab).toHaveAttribute('aria-selected', 'true')
  }

  /** The window above the page. */
  get dialog(): Locator {
    return this.page.locator('[role="dialog"], [role="alertdialog"]')
  }

  /** Opens a window with the keyboard, and gives the button that did. */
  async openDialog({ opener, tab, key = 'Enter' }: Pick<DialogOnPage, 'opener' | 'tab' | 'key'>): Promise<Locator> {
    this.host.answer('room.list', answerRooms(30))
    this.host.answer('member.list', answerMembers(30))
    if (tab !== null) await this.chooseTab(tab)
    const button = this.page.getByTestId(opener).first()
    await button.focus()
    await this.page.keyboard.press(key)
    await expect(this.dialog).toBeVisible()
    await expect(this.dialog.locator('[aria-busy="true"]')).toHaveCount(0)
    return button
  }

  /** Where the keyboard is. */
  focus(): Promise<Focus | null> {
    return this.page.evaluate(readFocus)
  }

  /** Walks through the page with Tab, from its start until the focus leaves it. */
  async walk(): Promise<readonly Focus[]> {
    await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    const stops: Focus[] = []
    for (let presses = 0; presses < 150; presses++) {
      await this.page.keyboard.press('Tab')
      const stop = await this.focus()
      if (stop === null || (stops.length > 1 && stop.key === stops[0]?.key)) return stops
      stops.push(stop)
    }
    throw new Error('the focus never came round')
  }

  /** What a walk should have come by and did not. */
  controlsNotAmong(stops: readonly Focus[]): Promise<string[]> {
    return this.page.evaluate(
      findUnreached,
      stops.map(({ key }) => key),
    )
  }
}
