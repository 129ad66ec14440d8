/** Longest name in bytes that every common file system takes, less room for a number, an ending and `.part`. */
const longestBytes = 200
/** Names that Windows keeps for devices, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i

/**
 * A name for a file from a title in any script: what file systems forbid becomes a space, hidden and reserved names are
 * avoided, a letter is never cut in two. `fallback` where nothing is left.
 */
export function fileName(title: string, fallback: string): string {
  const plain = title
    .normalize('NFC')
    // The second class turns the direction of text around, to make an ending look like another.
    .replace(/[\p{Cc}<>:"/\\|?*]|[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.-]+|[\s.]+$/g, '')
  const short = cut(plain)
  if (short === '') return fallback
  return reserved.test(short) ? `_${short}` : short
}

function cut(text: string): string {
  let bytes = 0
  let end = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (bytes > longestBytes) break
    end += segment.length
  }
  return text.slice(0, end).trimEnd()
}
