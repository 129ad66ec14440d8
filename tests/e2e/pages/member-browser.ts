import { expect, type Locator, type Page } from '@playwright/test'

/** The window of all members. Every verb ends when its outcome can be seen. */
export class MemberBrowser {
  readonly page: Page
  readonly window: Locator
  readonly list: Locator

  constructor(page: Page) {
    this.page = page
    this.window = page.getByTestId('member-browser')
    this.list = page.getByTestId('member-list')
  }

  /** By the last line of the list of members, as a person does. */
  async open(): Promise<void> {
    await this.page.getByTestId('tab-setup').click()
    await this.page.getByTestId('member-select').selectOption({ index: (await this.page.getByTestId('member-select').locator('option').count()) - 1 })
    await expect(this.list).toBeVisible()
    await expect(this.window.locator('.browser')).toHaveAttribute('aria-busy', 'false')
  }

  row(appUserId: string): Locator {
    return this.list.locator(`[data-testid="member-row"][data-value="${appUserId}"]`)
  }

  async create(appUserId: string, name: string): Promise<void> {
    await this.page.getByTestId('member-new').click()
    await this.page.getByTestId('member-id').fill(appUserId)
    await this.save(name)
    await expect(this.row(appUserId)).toContainText(name)
  }

  async rename(appUserId: string, name: string): Promise<void> {
    await this.row(appUserId).getByTestId('member-edit').click()
    await this.save(name)
    await expect(this.row(appUserId)).toContainText(name)
  }

  private async save(name: string): Promise<void> {
    await this.page.getByTestId('member-name').fill(name)
    await this.page.getByTestId('member-save').click()
    await expect(this.page.getByTestId('member-form')).toHaveCount(0)
  }

  async choose(appUserId: string): Promise<void> {
    await this.row(appUserId).getByTestId('member-choose').click()
    await expect(this.window).toBeHidden()
    await expect(this.page.getByTestId('member-select')).toHaveAttribute('data-value', appUserId)
  }
}
