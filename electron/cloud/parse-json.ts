/** A whole string (consumed so that digits inside it are left alone), or a number. */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

const isUnsafeInteger = (token: string): boolean => /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token))

/**
 * `JSON.parse` that keeps 64-bit ids whole: an integer beyond 2^53 arrives as its decimal string
 * (`wireId` reads both). Everything else is as `JSON.parse` gives it. Throws a SyntaxError like `JSON.parse`.
 */
export function parseJson(text: string): unknown {
  const plain: unknown = JSON.parse(text)
  if (!/\d{16}/.test(text)) return plain
  return JSON.parse(text.replace(stringOrNumber, (token) => (isUnsafeInteger(token) ? `"${token}"` : token)))
}
