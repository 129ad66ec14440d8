import { type CalendarDateTime, parseDateTime, type ZonedDateTime, toZoned as zonedAt } from '@internationalized/date'

/** A moment of a zone’s clock: ISO 8601 UTC, and how far that clock is ahead of UTC then. */
export type ZonedMoment = { readonly at: string; readonly offset: string }

/**
 * What a local time turns out to be where clocks are changed. `gap`: the clock skips it, and it is shifted by as much as the clock is;
 * `fold`: the clock shows it twice.
 */
export type LocalTime =
  | { readonly kind: 'none' }
  | { readonly kind: 'exact'; readonly moment: ZonedMoment }
  | { readonly kind: 'gap'; readonly moment: ZonedMoment }
  | { readonly kind: 'fold'; readonly earlier: ZonedMoment; readonly later: ZonedMoment }

/** The IANA name of this computer’s time zone. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** @param local as `<input type="datetime-local">` gives it: `2026-03-29T02:30` */
export function readLocalTime(local: string, zone: string): LocalTime {
  const time = parse(local)
  if (time === null) return { kind: 'none' }
  const earlier = zonedAt(time, zone, 'earlier')
  const later = zonedAt(time, zone, 'later')
  if (earlier.compare(later) === 0) return { kind: 'exact', moment: momentOf(earlier) }
  // In a gap each side is taken by the clock of the other, so neither shows what was asked for.
  if (later.hour !== time.hour || later.minute !== time.minute) return { kind: 'gap', moment: momentOf(later) }
  return { kind: 'fold', earlier: momentOf(earlier), later: momentOf(later) }
}

/** A moment as `<input type="datetime-local">` wants it; empty for what is no moment. */
export function toLocalInput(at: string, zone: string): string {
  const ms = Date.parse(at)
  if (Number.isNaN(ms)) return ''
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  }).formatToParts(ms)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/** The next full hour at least half an hour ahead: what is planned is rarely for right now. */
export function suggestTime(nowMs: number, zone: string): string {
  const ahead = new Date(nowMs + 30 * 60_000)
  return toLocalInput(new Date(Math.ceil(ahead.getTime() / 3_600_000) * 3_600_000).toISOString(), zone)
}

/** `UTC+1`, `UTC+10:30`, `UTC`, of a zone at a moment. */
export function offsetAt(at: string, zone: string): string {
  const minutes = Math.round((Date.parse(`${toLocalInput(at, zone)}:00Z`) - Date.parse(at)) / 60_000)
  return offsetText(minutes)
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'UTC'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

const momentOf = (time: ZonedDateTime): ZonedMoment => ({ at: time.toAbsoluteString(), offset: offsetText(Math.round(time.offset / 60_000)) })

function parse(local: string): CalendarDateTime | null {
  try {
    return parseDateTime(local)
  } catch {
    return null
  }
}
