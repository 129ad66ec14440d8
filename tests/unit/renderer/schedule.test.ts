import { afterEach, describe, expect, test } from 'vitest'
import { offsetAt, readLocalTime, suggestTime, toLocalInput, zoneHere } from '../../../renderer/features/rooms/schedule.ts'

const at = (iso: string, offset: string) => ({ at: iso, offset })

test.each([
  ['America/New_York', '2026-01-15T20:00', at('2026-01-16T01:00:00.000Z', 'UTC−5')],
  ['America/New_York', '2026-07-15T20:00', at('2026-07-16T00:00:00.000Z', 'UTC−4')],
  ['Europe/Berlin', '2026-03-29T01:59', at('2026-03-29T00:59:00.000Z', 'UTC+1')],
  ['Europe/Berlin', '2026-03-29T03:00', at('2026-03-29T01:00:00.000Z', 'UTC+2')],
  ['Asia/Seoul', '2026-03-29T02:30', at('2026-03-28T17:30:00.000Z', 'UTC+9')],
  ['Asia/Seoul', '2026-12-31T23:59', at('2026-12-31T14:59:00.000Z', 'UTC+9')],
  ['Australia/Lord_Howe', '2026-01-15T12:00', at('2026-01-15T01:00:00.000Z', 'UTC+11')],
  ['Australia/Lord_Howe', '2026-07-15T12:00', at('2026-07-15T01:30:00.000Z', 'UTC+10:30')],
  ['UTC', '2026-07-15T12:00', at('2026-07-15T12:00:00.000Z', 'UTC')],
])('%s: %s is one moment', (zone, local, moment) => {
  expect(readLocalTime(local, zone)).toEqual({ kind: 'exact', moment })
  expect(toLocalInput(moment.at, zone)).toBe(local)
  expect(offsetAt(moment.at, zone)).toBe(moment.offset)
})

test.each([
  ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30:00.000Z', '2026-03-08T03:30'],
  ['Europe/Berlin', '2026-03-29T02:00', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00'],
  ['Europe/Berlin', '2026-03-29T02:59', '2026-03-29T01:59:00.000Z', '2026-03-29T03:59'],
  // By half an hour: what is skipped is 02:00 to 02:29.
  ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45:00.000Z', '2026-10-04T02:45'],
])('%s: the clock skips %s, so it is shifted', (zone, local, iso, shown) => {
  const found = readLocalTime(local, zone)
  expect(found).toMatchObject({ kind: 'gap', moment: { at: iso } })
  expect(toLocalInput(iso, zone)).toBe(shown)
})

test.each([
  ['America/New_York', '2026-11-01T01:30', at('2026-11-01T05:30:00.000Z', 'UTC−4'), at('2026-11-01T06:30:00.000Z', 'UTC−5')],
  ['Europe/Berlin', '2026-10-25T02:30', at('2026-10-25T00:30:00.000Z', 'UTC+2'), at('2026-10-25T01:30:00.000Z', 'UTC+1')],
  ['Australia/Lord_Howe', '2026-04-05T01:45', at('2026-04-04T14:45:00.000Z', 'UTC+11'), at('2026-04-04T15:15:00.000Z', 'UTC+10:30')],
])('%s: the clock shows %s twice', (zone, local, earlier, later) => {
  expect(readLocalTime(local, zone)).toEqual({ kind: 'fold', earlier, later })
  expect([toLocalInput(earlier.at, zone), toLocalInput(later.at, zone)]).toEqual([local, local])
})

test.each(['', '2026-02-30T10:00', '2026-13-01T10:00', 'tomorrow', '2026-03-29'])('%j is no time', (local) => {
  const read = readLocalTime(local, 'Europe/Berlin')
  // A day alone is midnight.
  expect(read.kind).toBe(local === '2026-03-29' ? 'exact' : 'none')
})

describe('the zone of this computer', () => {
  const before = process.env.TZ
  afterEach(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  test.each(['America/New_York', 'Europe/Berlin', 'Asia/Seoul', 'Australia/Lord_Howe'])('%s agrees with the clock of the system', (zone) => {
    process.env.TZ = zone
    expect(zoneHere()).toBe(zone)
    for (const local of ['2026-01-15T12:34', '2026-07-15T23:45']) {
      const read = readLocalTime(local, zoneHere())
      expect(read).toMatchObject({ kind: 'exact', moment: { at: new Date(local).toISOString() } })
    }
  })
})

test('a full hour is suggested, not sooner than in half an hour', () => {
  expect(suggestTime(Date.parse('2026-03-02T10:10:00Z'), 'UTC')).toBe('2026-03-02T11:00')
  expect(suggestTime(Date.parse('2026-03-02T10:40:00Z'), 'UTC')).toBe('2026-03-02T12:00')
  expect(suggestTime(Date.parse('2026-12-31T23:10:00Z'), 'Asia/Seoul')).toBe('2027-01-01T09:00')
})
