/** What stands where a secret stood. */
export const hiddenMark = '[hidden]'

/** Hides secrets in text. Pure but for its list of secrets. */
export type Redactor = {
  /**
   * From now on the secret is replaced wherever it stands: as it is, percent-encoded (also twice), escaped as in JSON, and inside Base64 at
   * any offset (a `Basic` header). Shorter than 4 characters: ignored, or every text would be full of holes. Returns the way to forget it.
   */
  readonly hide: (secret: string) => () => void
  readonly redact: (text: string) => string
}

const shortestSecret = 4
/** Shorter ones leave so little Base64 that innocent text would match. */
const shortestInBase64 = 6

export function createRedactor(): Redactor {
  /** How many want each secret hidden: one that is told again and again takes no more room. */
  const wishes = new Map<string, number>()
  let hidden: RegExp | null = null
  const compile = () => {
    // The longest first: of two secrets, one may begin with the other.
    const forms = [...wishes.keys()].sort((a, b) => b.length - a.length).flatMap(formsOf)
    hidden = forms.length === 0 ? null : new RegExp(forms.join('|'), 'gu')
  }
  return {
    hide: (secret) => {
      if (secret.length < shortestSecret) return () => {}
      const count = wishes.get(secret) ?? 0
      wishes.set(secret, count + 1)
      if (count === 0) compile()
      let forgotten = false
      return () => {
        if (forgotten) return
        forgotten = true
        const left = (wishes.get(secret) ?? 0) - 1
        if (left > 0) return void wishes.set(secret, left)
        wishes.delete(secret)
        compile()
      }
    },
    redact: (text) => redactPatterns(hidden === null ? text : text.replace(hidden, hiddenMark)),
  }
}

/** What is a secret by its look alone, whoever brought it: stream keys in ingest URLs, tokens, credentials. */
export function redactPatterns(text: string): string {
  return patterns.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text)
}

const secretNames = 'streaming_?token|access_?token|refresh_?token|member_?token|api_?secret|client_?secret|password|rtmp_playpath'
/** A quote, or one inside a JSON string. */
const quote = `(?:\\\\{0,8}["'])?`
const patterns: readonly (readonly [RegExp, string])[] = [
  // The path after the application of an RTMP URL is the stream key.
  [/(rtmp[a-z]{0,2}:\/\/[^/\s"'\\]+\/[^/\s"'\\?]+\/)[^\s"'\\]+/gi, `$1${hiddenMark}`],
  [/([a-z][a-z0-9+.-]{1,15}:\/\/)[^/\s"'@\\]+@/gi, `$1${hiddenMark}@`],
  [new RegExp(`(authorization${quote}\\s*[:=]\\s*${quote})(?:[a-z]+(?:\\s+|%20))?[^\\s"',;\\\\]+`, 'gi'), `$1${hiddenMark}`],
  [/\b(Basic|Bearer) +[A-Za-z0-9._~+/=-]{16,}/g, `$1 ${hiddenMark}`],
  [new RegExp(`((?:${secretNames})${quote}\\s*(?:[:=]|%3d)\\s*${quote})[^\\s"'\\\\&,;#}\\]]+`, 'gi'), `$1${hiddenMark}`],
  [/([?&]token=)[^\s"'\\&#]+/gi, `$1${hiddenMark}`],
]

function formsOf(secret: string): string[] {
  return [[...secret].map(characterForms).join(''), ...(Buffer.byteLength(secret) < shortestInBase64 ? [] : base64Forms(secret))]
}

/** One character in every spelling in which URLs and JSON may carry it. Repetitions have bounds, or a line of backslashes would take minutes. */
function characterForms(character: string): string {
  const percent = [...Buffer.from(character)].map((byte) => `%(?:25){0,3}${anyCase(byte.toString(16).padStart(2, '0'))}`).join('')
  const units = character.split('').map((unit) => `\\\\{1,8}u${anyCase(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`)
  const forms = [escapePattern(character), percent, units.join('')]
  if (character === ' ') forms.push('\\+')
  if ('"\\/'.includes(character)) forms.push(`\\\\{1,8}${escapePattern(character)}`)
  return `(?:${forms.join('|')})`
}

/** The part of its Base64 that does not depend on what stands before and after it, for each of the three offsets. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const own = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
    return own.replace(/[+/]/g, (sign) => (sign === '+' ? '(?:[+-]|%2[Bb])' : '(?:[/_]|\\\\/|%2[Ff])'))
  })
}

const anyCase = (hex: string) => hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
