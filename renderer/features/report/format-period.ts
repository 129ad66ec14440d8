const format = (language: string, timeZone: string | undefined) =>
  new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone,
  })

/** From when to when, with the zone, since it may be read elsewhere: `May 1, 2024, 20:00 – 21:30 GMT+9`. Null: it goes on. */
export function formatPeriod(fromMs: number, toMs: number | null, language: string, timeZone?: string): string {
  return toMs === null ? format(language, timeZone).format(fromMs) : format(language, timeZone).formatRange(fromMs, Math.max(fromMs, toMs))
}
