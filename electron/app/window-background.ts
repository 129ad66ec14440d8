import type { Theme } from '#shared/contract'

/** `--ground` of `renderer/styles/tokens.css`; a test compares. */
const grounds = { dark: '#0f1114', light: '#eceef2', contrast: '#000000' } as const

/** What a window shows before the page has drawn anything: the ground of the theme, so that nothing flashes. */
export const windowBackground = (theme: Theme, systemIsDark: boolean): string =>
  grounds[theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme]
