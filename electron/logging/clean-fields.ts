import { hiddenMark } from './redact.ts'

const longestText = 8000
const longestList = 50
const deepest = 5
const secretName = /secret|password|authorization|cookie|token$|^stream_?key$|playpath|^api_?key$/i

/**
 * The fields of a log line as plain, small, harmless data: texts redacted and cut, fields named like secrets hidden, errors spelled out,
 * bytes counted instead of shown, rings broken. `redact` sees every text whole, before it is cut.
 */
export function cleanFields(value: unknown, redact: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return cut(redact(value))
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return '<function>'
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `<${value.byteLength} bytes>`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString()
  if (value instanceof URL) return cut(redact(value.href))
  if (depth >= deepest) return '<deeper>'
  const inside = (part: unknown) => cleanFields(part, redact, depth + 1)
  if (Array.isArray(value)) {
    const shown = value.slice(0, longestList).map(inside)
    return value.length > longestList ? [...shown, `<${value.length - longestList} more>`] : shown
  }
  const own = value instanceof Error ? spellOut(value) : value
  return Object.fromEntries(
    Object.entries(own).map(([key, part]) => [redact(key), secretName.test(key) && typeof part === 'string' ? hiddenMark : inside(part)]),
  )
}

const cut = (text: string) => (text.length > longestText ? `${text.slice(0, longestText)}… <${text.length - longestText} more>` : text)

/** The parts of an error that do not enumerate, with those that do (`code`, `path`…). */
const spellOut = ({ name, message, stack, cause, ...more }: Error) => ({ name, message, stack, ...(cause === undefined ? {} : { cause }), ...more })
