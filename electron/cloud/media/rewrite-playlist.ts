/** Attributes of HLS tags that hold an address: URI of keys, maps, renditions, parts, hints and reports. */
const isAddress = (name: string): boolean => name === 'URI' || name.endsWith('-URI')

/** Tags that send a player elsewhere for more addresses, in documents that are not playlists. The page gets along without. */
const dropped = /^#EXT-X-(?:CONTENT-STEERING|DATERANGE:(?=.*\bX-ASSET-(?:URI|LIST)=))/

/** NAME="quoted" or NAME=plain; as lenient as players are. */
const attribute = /([A-Za-z0-9-]+)\s*=\s*("[^"]*"|[^",\s]*)/g

export const isPlaylist = (text: string): boolean =>
  text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .startsWith('#EXTM3U')

/**
 * An HLS playlist (RFC 8216bis) whose every address was handed through `toLocal`, which gets the absolute address, or
 * null where it cannot be resolved, and answers what the page shall ask for. `baseUrl` is where the playlist really
 * came from. Comments go away, for nobody knows what is in them.
 */
export function rewritePlaylist(text: string, baseUrl: string, toLocal: (url: URL | null) => string): string {
  const local = (reference: string) => toLocal(resolve(reference, baseUrl))
  const lines: string[] = []
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const line = raw.trim()
    if (line === '') continue
    if (!line.startsWith('#')) lines.push(local(line))
    else if (line.startsWith('#EXT') && !dropped.test(line)) lines.push(rewriteTag(line, local))
  }
  return `${lines.join('\n')}\n`
}

function rewriteTag(line: string, local: (reference: string) => string): string {
  const colon = line.indexOf(':')
  if (colon < 0 || line.startsWith('#EXTINF:')) return line
  const list = line.slice(colon + 1).replace(attribute, (whole, name: string, value: string) => {
    if (!isAddress(name.toUpperCase())) return whole
    return `${name}="${local(value.startsWith('"') ? value.slice(1, -1) : value)}"`
  })
  return `${line.slice(0, colon + 1)}${list}`
}

function resolve(reference: string, baseUrl: string): URL | null {
  if (!URL.canParse(reference, baseUrl)) return null
  const url = new URL(reference, baseUrl)
  url.hash = ''
  return url
}
