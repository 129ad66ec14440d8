export type LineCollector = {
  readonly take: (chunk: Uint8Array) => void
  /** The stream is over: what waits for its line end counts as a line. */
  readonly flush: () => void
  /** The newest lines, joined. */
  readonly text: () => string
}

const keptLines = 40
const longestLine = 500
/** Whole lines are redacted before they are cut, so that no half of a secret slips through; beyond this a line is dropped. */
const longestRaw = 8192

/** Keeps the newest redacted lines of a text stream in bounded memory. Lines end at CR or LF (ffmpeg rewrites its status line with CR). */
export const collectLines = (options: { readonly redact: (text: string) => string; readonly onLine?: (line: string) => void }): LineCollector => {
  const decoder = new TextDecoder()
  const lines: string[] = []
  let rest = ''
  let skipping = false

  const keep = (raw: string) => {
    const line = options.redact(raw).slice(0, longestLine).trimEnd()
    if (line === '') return
    lines.push(line)
    if (lines.length > keptLines) lines.shift()
    options.onLine?.(line)
  }
  const takeText = (text: string) => {
    const parts = (rest + text).split(/[\r\n]/)
    rest = parts.pop() ?? ''
    for (const part of parts) {
      if (!skipping) keep(part)
      skipping = false
    }
    if (rest.length > longestRaw) {
      rest = ''
      skipping = true
    }
  }

  return {
    take: (chunk) => takeText(decoder.decode(chunk, { stream: true })),
    flush: () => takeText('\n'),
    text: () => lines.join('\n'),
  }
}
