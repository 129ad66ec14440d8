const longest = 38

/**
 * A link as a person can tell it from another: where it leads and how it ends. `https://` goes without saying, and a
 * query, which may be long and may admit its holder, is only hinted at. The full link is for opening and copying.
 */
export function shortenLink(link: string): string {
  const [address = '', query] = link.replace(/^https?:\/\//, '').split('?', 2)
  const hint = query === undefined ? '' : '?…'
  if (address.length + hint.length <= longest) return address + hint
  const hostEnd = address.indexOf('/', address.indexOf('://') + 3)
  if (hostEnd < 0) return `${address.slice(0, longest)}…`
  const host = address.slice(0, hostEnd + 1)
  const tail = address.slice(-Math.max(16, longest - host.length - 1 - hint.length))
  return `${host}…${tail}${hint}`
}
