const mark = '.invalid'
const schemes = new Set<string>()

/** Schemes of the app's own, registered before it is ready. */
export const ownSchemes: ReadonlySet<string> = schemes
export const registerScheme = (scheme: string): void => void schemes.add(scheme)

/** `app://tally/x` → `https://tally.app.invalid/x`: Chromium knows no schemes of ours, and nobody can own such a name (RFC 2606). */
export function toChromium(address: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address) ?? []
  return schemes.has(scheme) ? `https://${host}.${scheme}${mark}${rest === '' ? '/' : rest}` : address
}

/** The way back. */
export function fromChromium(address: string): string {
  const [, host = '', scheme = '', rest = ''] = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.invalid(.*)$/i.exec(address) ?? []
  return schemes.has(scheme) ? `${scheme}://${host}${rest}` : address
}

/** Of an address of ours its scheme, else null. */
export function ownSchemeOf(address: string): string | null {
  const scheme = address.slice(0, Math.max(0, address.indexOf(':')))
  return schemes.has(scheme) ? scheme : null
}
