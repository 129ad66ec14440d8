import { type ShowWish, sideTabs } from '#shared/show'

/** The scheme of links into Tally, without its colon. */
export const linkScheme = 'tally'

/** Whether somebody means a link by this, understood or not. */
export const isDeepLink = (text: string): boolean => text.toLowerCase().startsWith(`${linkScheme}:`)

/**
 * What a link into Tally shows; null for every other text. Anybody may write such a link, so it can do nothing but show, and there is no way to
 * spell one of these differently: no query, no fragment, no port, no name and password, nothing percent-encoded. docs/qa.md lists them.
 */
export function readDeepLink(link: string): ShowWish | null {
  const [, kind, value] = /^tally:\/\/([a-z]{1,20})(?:\/([A-Za-z0-9_-]{1,64}))?\/?$/i.exec(link) ?? []
  switch (kind?.toLowerCase()) {
    case 'settings':
      return value === undefined ? { kind: 'settings' } : null
    case 'tab': {
      const tab = sideTabs.find((name) => name === value)
      return tab === undefined ? null : { kind: 'tab', tab }
    }
    case 'room':
      return value === undefined ? null : { kind: 'room', roomId: value }
    default:
      return null
  }
}
