import { expect, type Locator, type Page } from '@playwright/test'

/** The window of all video rooms. Every verb ends when its outcome can be seen. */
export class RoomBrowser {
  readonly page: Page
  readonly window: Locator
  readonly list: Locator
  readonly rows: Locator
  /** How many rooms fit what is asked for. */
  readonly count: Locator

  constructor(page: Page) {
    this.page = page
    this.window = page.getByTestId('room-browser')
    this.list = page.getByTestId('browser-list')
    this.rows = page.getByTestId('browser-row')
    this.count = page.getByTestId('room-count')
  }

  async open(): Promise<void> {
    await this.page.getByTestId('room-all').click()
    await expect(this.list).toBeVisible()
    await this.untilListed()
  }

  /** An answer is there, be it an empty one. */
  async untilListed(): Promise<void> {
    await expect(this.window.locator('.browser')).toHaveAttribute('aria-busy', 'false')
  }

  row(roomId: string): Locator {
    return this.list.locator(`[data-testid="browser-row"][data-room-id="${roomId}"]`)
  }

  async search(words: string, found: number): Promise<void> {
    await this.page.getByTestId('room-search').fill(words)
    await this.seesCount(found)
  }

  async filter(by: 'state' | 'type', value: string, found: number): Promise<void> {
    await this.page.getByTestId(`room-filter-${by}`).selectOption(value)
    await this.seesCount(found)
  }

  async seesCount(found: number): Promise<void> {
    await expect(this.count).toHaveAttribute('data-value', String(found))
    await this.untilListed()
  }

  /** Scrolls on, less than a window at a time, until this room is drawn. */
  async scrollTo(roomId: string): Promise<void> {
    await expect(async () => {
      await this.list.evaluate(
        (list) =>
          new Promise<void>((drawn) => {
            list.scrollBy({ top: 400, behavior: 'instant' })
            requestAnimationFrame(() => requestAnimationFrame(() => drawn()))
          }),
      )
      await expect(this.row(roomId)).toBeAttached({ timeout: 50 })
    }).toPass({ timeout: 60_000, intervals: [0] })
    await this.row(roomId).scrollIntoViewIfNeeded()
  }

  /** From now on remembers every row that is drawn, by its place. */
  async rememberRows(): Promise<void> {
    await this.list.evaluate((list) => {
      const seen = new Map<number, string>()
      const look = () => {
        for (const row of list.querySelectorAll<HTMLElement>('[data-testid="browser-row"]'))
          seen.set(Number(row.getAttribute('aria-rowindex')), row.dataset.roomId ?? '')
      }
      look()
      new MutationObserver(look).observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-rowindex'] })
      Object.assign(list, { seenRows: seen })
    })
  }

  /** The ids of the rows that were drawn since, in the order of their places; a place that was never drawn is missing. */
  async rememberedRows(): Promise<readonly string[]> {
    const seen = await this.list.evaluate((list) => [...(list as HTMLElement & { seenRows: Map<number, string> }).seenRows])
    return seen.toSorted(([one], [other]) => one - other).map(([, id]) => id)
  }

  async scrollToTop(): Promise<void> {
    await this.list.evaluate((list) => list.scrollTo(0, 0))
    await expect(this.list.locator('[data-testid="browser-row"][aria-rowindex="1"]')).toBeVisible()
  }

  /** How many rows the page holds at the moment: few, however many there are. */
  drawnRows(): Promise<number> {
    return this.rows.count()
  }

  async choose(roomId: string): Promise<void> {
    await this.row(roomId).getByTestId('browser-choose').click()
    await expect(this.window).toBeHidden()
  }

  async delete(roomId: string): Promise<void> {
    await this.row(roomId).getByTestId('browser-delete').click()
    await this.page.getByTestId('confirm-yes').click()
    await expect(this.row(roomId)).toHaveCount(0)
  }

  async cancel(roomId: string): Promise<void> {
    await this.row(roomId).getByTestId('browser-cancel').click()
    await this.page.getByTestId('confirm-yes').click()
    await expect(this.row(roomId)).toHaveAttribute('data-state', 'CANCELLED')
  }

  async edit(roomId: string): Promise<void> {
    await this.row(roomId).getByTestId('browser-edit').click()
    await expect(this.page.getByTestId('room-edit-title')).toBeVisible()
  }

  /** Fills in a time of this browser's clock, and gives what is made of it. */
  async plan(local: string): Promise<Locator> {
    await this.page.getByTestId('room-scheduled-at').fill(local)
    return this.page.getByTestId('room-schedule-note')
  }

  async save(): Promise<void> {
    await this.page.getByTestId('room-edit-save').click()
    await expect(this.page.getByTestId('room-edit-title')).toBeHidden()
  }
}
