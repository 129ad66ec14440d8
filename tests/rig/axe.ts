import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** WCAG 2.2 up to AA, and what axe calls good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export type AxeWish = {
  /** Looks only inside of this part of the page. */
  readonly within?: string
  /** `colours`: contrast alone, at AAA (7:1) where it says so; all that a theme can change. */
  readonly rules?: 'all' | 'colours' | 'strong-colours'
}

/** What axe finds on the page as it is now: rule, element and what is wrong with it, one line each. */
export async function findViolations(page: Page, { within, rules = 'all' }: AxeWish = {}): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'], ...chosen(rules) })
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary.split('\n').slice(1).join(' ').trim()}`),
  )
}

function chosen(rules: NonNullable<AxeWish['rules']>) {
  switch (rules) {
    case 'all':
      // Axe leaves this one out unless asked for: 24 × 24 px, or as much room around.
      return { runOnly: { type: 'tag' as const, values: tags }, rules: { 'target-size': { enabled: true } } }
    case 'colours':
      return { runOnly: { type: 'rule' as const, values: ['color-contrast'] } }
    case 'strong-colours':
      return { runOnly: { type: 'rule' as const, values: ['color-contrast-enhanced'] } }
  }
}
