import { unitsOf } from '../i18n/units.ts'

/** Making a formatter costs far more than using it, and some of these run with every number that arrives: each is made once. */
const once = <F>(make: (language: string) => F) => {
  const made = new Map<string, F>()
  return (language: string): F => {
    const known = made.get(language)
    if (known !== undefined) return known
    const fresh = make(language)
    made.set(language, fresh)
    return fresh
  }
}

const dateTime = (options: Intl.DateTimeFormatOptions) =>
  once((language) => new Intl.DateTimeFormat(language, { hourCycle: options.hour === undefined ? undefined : 'h23', ...options }))
const number = (options: Intl.NumberFormatOptions) => once((language) => new Intl.NumberFormat(language, options))

const timeOfDay = dateTime({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = dateTime({ year: 'numeric', month: 'long', day: 'numeric' })
const moment = dateTime({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' })
const withDigits = [0, 1, 2, 3].map((digits) => number({ minimumFractionDigits: digits, maximumFractionDigits: digits }))
const upToOneDigit = number({ maximumFractionDigits: 1 })
const percent = number({ style: 'percent', maximumFractionDigits: 1 })
const sizes = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'].map((unit) => number({ style: 'unit', unit, maximumFractionDigits: 1 }))

/** As a clock, for what runs: `3725` → `01:02:05`. */
export function formatDuration(totalSeconds: number): string {
  const { hours, minutes, seconds } = split(totalSeconds)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(hours)}:${two(minutes)}:${two(seconds)}`
}

/** For people, in at most two parts: `3725` → `1 h 2 min`, `1시간 2분`; `62` → `1 min 2 s`. */
export function formatSpan(totalSeconds: number, language: string): string {
  const { hours, minutes, seconds } = split(totalSeconds)
  const { hour, minute, second } = unitsOf(language)
  const parts = [`${formatNumber(hours, language)}${hour}`, `${minutes}${minute}`, `${seconds}${second}`]
  const [from, to] = hours > 0 ? [0, minutes > 0 ? 2 : 1] : minutes > 0 ? [1, seconds > 0 ? 3 : 2] : [2, 3]
  return parts.slice(from, to).join(' ')
}

/** `1.5` → `1.5 s`, `1.5초`. */
export const formatSeconds = (seconds: number, language: string): string => `${upToOneDigit(language).format(seconds)}${unitsOf(language).second}`

/** Time of day on this computer, 24 hours, to the second: `14:05:09`. */
export const formatTime = (atMs: number, language: string): string => timeOfDay(language).format(atMs)

/** `May 1, 2024`, `2024년 5월 1일`. */
export const formatDate = (atMs: number, language: string): string => day(language).format(atMs)

/** Day and time in few characters, for the title of a new room: `May 1, 14:05`, `5월 1일 14:05`. */
export const formatMoment = (atMs: number, language: string): string => moment(language).format(atMs)

/** A moment on a zone’s clock with its weekday: `Sunday, 29 March 2026 at 03:30`. @param zone IANA name */
export const formatFullMoment = (atMs: number, zone: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23', timeZone: zone }).format(atMs)

/** @param digits after the point, always shown; at most 3 */
export const formatNumber = (value: number, language: string, digits = 0): string => withDigits[Math.min(digits, 3)]?.(language).format(value) ?? ''

/** `0.0156` → `1.6%`. */
export const formatPercent = (fraction: number, language: string): string => percent(language).format(fraction)

/** `2483` → `2,483 kbit/s`; from ten thousand on in megabits: `12.4 Mbit/s`. The units are the same in every language. */
export const formatBitrate = (kbps: number, language: string): string =>
  Math.round(kbps) < 10_000 ? `${formatNumber(kbps, language)} kbit/s` : `${upToOneDigit(language).format(kbps / 1000)} Mbit/s`

/** In thousands, as systems show them: `123_456_789` → `123.5 MB`. */
export function formatBytes(bytes: number, language: string): string {
  const fits = sizes.findIndex((_, index) => Math.round(bytes / 1000 ** (index + 1)) < 1000)
  const index = fits === -1 ? sizes.length - 1 : fits
  return sizes[index]?.(language).format(bytes / 1000 ** (index + 1)) ?? ''
}

function split(totalSeconds: number): { readonly hours: number; readonly minutes: number; readonly seconds: number } {
  const whole = Math.max(0, Math.floor(totalSeconds))
  return { hours: Math.floor(whole / 3600), minutes: Math.floor(whole / 60) % 60, seconds: whole % 60 }
}
