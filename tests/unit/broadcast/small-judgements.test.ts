import { expect, test } from 'vitest'
import type { Telemetry } from '#shared/contract'
import type { LinkState } from '../../../electron/broadcast/facts.ts'
import { bitrateNote } from '../../../electron/broadcast/follow-timeline.ts'
import { judgeHealth } from '../../../electron/broadcast/judge-health.ts'
import { liveStartedAtMs } from '../../../electron/broadcast/live-time.ts'
import { maskKey } from '../../../electron/broadcast/mask-key.ts'
import { firstContext } from '../../../electron/broadcast/session-context.ts'
import { createTimeline } from '../../../electron/broadcast/timeline.ts'
import { whoSends } from '../../../electron/broadcast/who-sends.ts'
import { learnFromPipeline } from '../../../electron/broadcast/witnesses.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'

test('live time begins when the service says, on this computer’s clock', () => {
  const atMs = Date.parse('2030-01-01T00:00:10Z')
  expect(liveStartedAtMs('2030-01-01T00:00:10Z', 4_000)).toBe(atMs - 4_000)
  expect(liveStartedAtMs('2030-01-01T00:00:10Z', null)).toBe(atMs)
  expect(liveStartedAtMs(undefined, 0)).toBeNull()
  expect(liveStartedAtMs('soon', 0)).toBeNull()
})

test('a masked key tells four characters of a long one and nothing of a short one, nor how long it is', () => {
  expect(maskKey('live_abcdefghijkl')).toBe('••••••••ijkl')
  expect(maskKey('live_abcdefghijklmnopqrstuvwxijkl')).toBe('••••••••ijkl')
  expect(maskKey('elevenchars')).toBe('••••••••')
})

test('whose stream it is: ours while we send and until the service has noticed that we stopped', () => {
  const own = (link: LinkState, endedAgoMs: number | null, shutOut = false) => ({ link, endedAgoMs, shutOut })
  expect(whoSends('INACTIVE', own('off', null))).toBe('nobody')
  expect(whoSends('INACTIVE_LIVE', own('off', 100))).toBe('nobody')
  expect(whoSends('ACTIVE', own('open', null))).toBe('us')
  expect(whoSends('ACTIVE_LIVE', own('retrying', 500))).toBe('us')
  expect(whoSends('ACTIVE', own('off', 15_000))).toBe('us')
  expect(whoSends('ACTIVE', own('off', 15_001))).toBe('someone-else')
  expect(whoSends('ACTIVE_PREP', own('off', null))).toBe('someone-else')
  expect(whoSends('ACTIVE', own('retrying', 60_000, true)), 'refused, but it may still be our own connection').toBe('us')
  expect(whoSends('ACTIVE', own('retrying', 60_001, true))).toBe('someone-else')
  expect(whoSends('ACTIVE', own('opening', null, true))).toBe('someone-else')
  expect(whoSends('ACTIVE', own('opening', null))).toBe('us')
})

const sample = (change: Partial<Telemetry>): Telemetry => ({
  atMs: 0,
  encoderFrames: 0,
  fps: 30,
  sentKbps: 2500,
  queueMs: 0,
  droppedFrames: 0,
  targetKbps: 2500,
  hostMemoryMb: 80,
  ...change,
})
const samples = (count: number, change: Partial<Telemetry>) => Array.from({ length: count }, () => sample(change))

test('one hiccup is no alarm, a second and a half of queue is the network, four seconds of missing frames the computer', () => {
  expect(judgeHealth([...samples(5, {}), ...samples(2, { queueMs: 3_000 })], 30)).toBe('good')
  expect(judgeHealth(samples(3, { queueMs: 1_001 }), 30)).toBe('network-slow')
  expect(judgeHealth(samples(8, { fps: 20 }), 30)).toBe('encoder-slow')
  expect(judgeHealth([...samples(7, { fps: 20 }), sample({ fps: 29 })], 30)).toBe('good')
  expect(judgeHealth(samples(8, { fps: null, queueMs: null }), 30)).toBe('good')
})

test('the timeline keeps the newest two hundred entries, numbered without a gap', () => {
  const timeline = createTimeline(createManualClock(), silentLogger, () => {})
  for (let index = 0; index < 250; index++) timeline.add({ kind: 'note', code: 'stream-started' })
  const entries = timeline.entries()
  expect(entries.map(({ id }) => id)).toEqual(Array.from({ length: 200 }, (_, index) => index + 51))
})

test('another bitrate is told with what is sent now, and says nothing of a sender that may stand still all the same', () => {
  const lowered = { type: 'bitrate', state: 'lowered', fromKbps: 2500, toKbps: 1750 } as const
  expect(bitrateNote(lowered)).toEqual({ kind: 'trouble', code: 'bitrate-lowered', params: { kbps: 1750 } })
  expect(bitrateNote({ ...lowered, state: 'raised' })).toMatchObject({ kind: 'recovered', code: 'bitrate-raised' })
  expect(learnFromPipeline({ ...firstContext, senderStalled: true }, lowered)).toEqual({})
})
