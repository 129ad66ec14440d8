import { expect, type Page } from '@playwright/test'

/** How often the page can be tabbed through before something on it counts as out of reach. */
const furthest = 90

/** Hands that have nothing but a keyboard. */
export class Keyboard {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Goes forward with Tab until the focus is on the element. */
  async reach(testId: string): Promise<void> {
    const target = this.page.getByTestId(testId).first()
    await expect(target).toBeVisible({ timeout: 25_000 })
    await expect(target).toBeEnabled({ timeout: 25_000 })
    const isReached = () => this.page.evaluate((id) => document.activeElement?.closest(`[data-testid="${id}"]`) !== null, testId)
    for (let steps = 0; steps < furthest; steps++) {
      if (await isReached()) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`${testId} cannot be reached with Tab`)
  }

  async press(testId: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.reach(testId)
    await this.page.keyboard.press(key)
  }

  /** Holds a guarded button until it has acted. */
  async hold(testId: string, key: 'Enter' | 'Space'): Promise<void> {
    const button = this.page.getByTestId(testId)
    await expect(button).toBeEnabled({ timeout: 25_000 })
    await this.reach(testId)
    await this.page.evaluate((id) => window.tallyRig.record(id, 'data-hold-state'), testId)
    await this.page.keyboard.down(key)
    await expect
      .poll(() => this.page.evaluate((id) => window.tallyRig.recorded(id, 'data-hold-state').map(({ value }) => value), testId))
      .toEqual(expect.arrayContaining(['holding', 'done']))
    await this.page.keyboard.up(key)
  }

  /** Chooses in the system's own list by its arrow keys. */
  async choose(testId: string, value: string): Promise<void> {
    await this.reach(testId)
    const select = this.page.getByTestId(testId)
    const options = await select.locator('option').evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value))
    const steps = options.indexOf(value) - options.indexOf(await select.inputValue())
    for (let step = 0; step < Math.abs(steps); step++) await this.page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp')
    await expect(select).toHaveAttribute('data-value', value)
  }

  /** Shows a tab of the side column by the arrow keys of its list. */
  async openTab(name: string): Promise<void> {
    const selected = this.page.locator('[role="tab"][aria-selected="true"]')
    await this.reach((await selected.getAttribute('data-testid')) ?? '')
    for (let step = 0; step < 5; step++) {
      if ((await selected.getAttribute('data-testid')) === `tab-${name}`) return
      await this.page.keyboard.press('ArrowRight')
    }
    throw new Error(`the tab ${name} cannot be reached with the arrow keys`)
  }
}
