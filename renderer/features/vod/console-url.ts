/** Every address that an API of FlipFlop Cloud is known under, and its console. */
const consoles: Readonly<Record<string, string>> = {
  'api.flipflop.cloud': 'https://console.flipflop.cloud',
  'portal.flipflop.cloud': 'https://console.flipflop.cloud',
  'api-sandbox.flipflop.cloud': 'https://console-sandbox.flipflop.cloud',
  'portal-sandbox.flipflop.cloud': 'https://console-sandbox.flipflop.cloud',
}

/** The user console of the service behind an API address; null where it has none that is known. Addresses inside it are not documented. */
export const consoleUrl = (apiBaseUrl: string | null): string | null => {
  const host = apiBaseUrl === null ? undefined : URL.parse(apiBaseUrl)?.hostname
  return host !== undefined && Object.hasOwn(consoles, host) ? (consoles[host] ?? null) : null
}
