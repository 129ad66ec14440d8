import type { Environment } from '#shared/environment'

/**
 * The address without a slash at its end. Null for one that carries a user name, a password, a query or a fragment (secrets
 * hide there), and for a "rehearsal" that is not on this computer: the tally would call real air a rehearsal.
 */
export function plainBaseUrl(apiBaseUrl: string, environment: Environment): string | null {
  const url = URL.parse(apiBaseUrl)
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null
  if (environment === 'rehearsal' && !isOnThisComputer(apiBaseUrl)) return null
  return url.origin + url.pathname.replace(/\/+$/, '')
}

/** Whether an address is this computer's own. */
export function isOnThisComputer(address: string): boolean {
  const { hostname } = new URL(address)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}

/** FlipFlop Cloud's documents disagree about its API hosts: `api…` by one passage and an SDK, `portal…` by most tables. */
const twins: Readonly<Record<string, string>> = {
  'api.flipflop.cloud': 'portal.flipflop.cloud',
  'portal.flipflop.cloud': 'api.flipflop.cloud',
  'api-sandbox.flipflop.cloud': 'portal-sandbox.flipflop.cloud',
  'portal-sandbox.flipflop.cloud': 'api-sandbox.flipflop.cloud',
}

/** The other host that may serve the same API; null for an address that has none. */
export function twinAddress(apiBaseUrl: string): string | null {
  const url = new URL(apiBaseUrl)
  const twin = Object.hasOwn(twins, url.host) ? twins[url.host] : undefined
  return twin === undefined ? null : `${url.protocol}//${twin}${url.pathname.replace(/\/+$/, '')}`
}

/** Whether secrets that were entered for one address may be sent to the other: the same origin, or its twin. */
export const isSameService = (one: string, other: string): boolean =>
  new URL(one).origin === new URL(other).origin || twinAddress(new URL(one).origin) === new URL(other).origin
