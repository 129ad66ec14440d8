import { expect, test } from 'vitest'
import type { RoomState, StreamKeyState } from '#shared/states'
import { roomSchema } from '#shared/wire/room'
import type { SessionFacts } from '../../../electron/broadcast/facts.ts'
import { countTelemetry, followReport, type ReportProgress, reportOf } from '../../../electron/broadcast/report.ts'
import { emptyObservation } from '../../../electron/cloud/port.ts'
import { live, sending, someFacts } from './some-facts.ts'

const liveStartedAt = '2030-03-01T10:00:00.000Z'
const startMs = Date.parse(liveStartedAt)
const keyIn: { readonly [S in RoomState]?: StreamKeyState } = {
  SCHEDULED: 'ACTIVE',
  LIVE: 'ACTIVE_LIVE',
  LIVE_INACTIVE: 'INACTIVE_LIVE',
  ENDED: 'INACTIVE',
}

type Seen = { readonly id?: number; readonly facts?: Partial<Omit<SessionFacts, 'service'>>; readonly fresh?: boolean; readonly more?: object }

/** What was seen at a second after the start, one after the other. */
function seenSince(before: ReportProgress | null, ...steps: readonly (readonly [second: number, roomState: RoomState, seen?: Seen])[]) {
  return steps.reduce((progress, [second, roomState, { id = 1, facts: change, fresh = true, more } = {}]) => {
    const date = roomState === 'SCHEDULED' ? undefined : liveStartedAt
    const room = roomSchema.parse({ id, type: 'BROADCAST_RTMP', title: `Show ${id}`, videoRoomState: roomState, liveStartedAt: date, ...more })
    const service = { keyState: keyIn[roomState] ?? 'INACTIVE', roomState, roomId: room.id, fresh }
    const facts = someFacts({ ...live, ...change, service })
    return followReport(progress, { nowMs: second * 1000, nowWallMs: startMs + second * 1000, facts, observation: { ...emptyObservation, room } })
  }, before)
}
const reported = (progress: ReportProgress | null, second = 1_000) => reportOf(progress, second * 1000)

/** One telemetry of each half second, beginning at `second`. */
function counted(
  before: ReportProgress | null,
  second: number,
  samples: readonly (readonly [frames: number, dropped: number, kbps: number | null])[],
) {
  return samples.reduce(
    (progress, [encoderFrames, droppedFrames, sentKbps], index) =>
      countTelemetry(
        progress,
        { atMs: 0, encoderFrames, fps: 30, sentKbps, targetKbps: null, queueMs: 0, droppedFrames, hostMemoryMb: null },
        'open',
        second * 1000 + index * 500,
      ),
    before,
  )
}

test('a broadcast without any trouble', () => {
  expect(seenSince(null, [-10, 'SCHEDULED'])).toBeNull()
  const onAir = seenSince(null, [-10, 'SCHEDULED'], [1, 'LIVE'], [30, 'LIVE'])
  expect(reported(onAir)?.endedAtMs).toBeNull()
  const over = seenSince(onAir, [60, 'LIVE', { facts: { show: 'ending' } }], [61, 'LIVE_INACTIVE', { facts: { show: 'ending' } }], [63, 'ENDED'])
  expect(reported(over)).toEqual({
    roomId: '1',
    title: 'Show 1',
    liveStartedAtMs: startMs,
    endedAtMs: startMs + 63_000,
    interruptions: 0,
    waitedMs: 0,
    reconnects: 0,
    averageKbps: null,
    encodedFrames: null,
    droppedFrames: null,
    forced: false,
  })
  expect(seenSince(over, [90, 'ARCHIVED'], [95, 'SCHEDULED', { id: 2 }]), 'it stays until the next begins').toBe(over)
  expect(reported(seenSince(over, [100, 'LIVE', { id: 2 }]))).toMatchObject({ roomId: '2', endedAtMs: null })
})

test('viewers wait from the moment that the service says so, also while they are still waiting', () => {
  const twice = seenSince(null, [0, 'LIVE'], [10, 'LIVE_INACTIVE'], [15, 'LIVE_INACTIVE'], [17, 'LIVE'], [40, 'LIVE_INACTIVE'])
  expect(reported(twice, 42)).toMatchObject({ interruptions: 2, waitedMs: 9_000 })
})

test('while the service is silent nothing is assumed', () => {
  const unknown = seenSince(null, [0, 'LIVE'], [10, 'LIVE', { fresh: false }], [40, 'LIVE'])
  expect(reported(unknown)).toMatchObject({ interruptions: 0, waitedMs: 0 })
  const between = seenSince(null, [0, 'LIVE'], [10, 'LIVE_INACTIVE'], [25, 'LIVE_INACTIVE', { fresh: false }], [30, 'LIVE'])
  expect(reported(between)).toMatchObject({ interruptions: 1, waitedMs: 20_000 })
})

test('an end from elsewhere is no interruption; a wait that nobody came back from is one', () => {
  const orderly = seenSince(null, [0, 'LIVE'], [60, 'LIVE_INACTIVE'], [62, 'ENDED'])
  expect(reported(orderly)).toMatchObject({ interruptions: 0, waitedMs: 0 })
  const lost = seenSince(null, [0, 'LIVE'], [60, 'LIVE_INACTIVE'], [120, 'ENDED'])
  expect(reported(lost)).toMatchObject({ interruptions: 1, waitedMs: 60_000 })
})

test('an end that is learnt late counts from when it was', () => {
  const more = { liveEndedAt: new Date(startMs + 90_000).toISOString() }
  const late = seenSince(null, [0, 'LIVE'], [60, 'LIVE_INACTIVE'], [3_600, 'ARCHIVED', { more }])
  expect(reported(late)).toMatchObject({ endedAtMs: startMs + 90_000, interruptions: 1, waitedMs: 30_000 })
})

test('the sender that connects again is counted once for each loss', () => {
  const retrying = { link: 'retrying', attempt: 1 } as const
  const again = { link: 'opening', attempt: 2 } as const
  const progress = seenSince(
    null,
    [0, 'LIVE'],
    [10, 'LIVE', { facts: retrying }],
    [11, 'LIVE', { facts: again }],
    [12, 'LIVE', { facts: { ...retrying, attempt: 2 } }],
    [13, 'LIVE'],
    [20, 'LIVE', { facts: retrying }],
    [21, 'LIVE'],
  )
  expect(reported(progress)?.reconnects).toBe(2)
})

test('a forced end is told as one', () => {
  expect(reported(seenSince(null, [0, 'LIVE'], [10, 'ENDED', { facts: { forced: true } }]))?.forced).toBe(true)
})

test('a broadcast that is found begins where it is found', () => {
  expect(reported(seenSince(null, [600, 'LIVE_INACTIVE']), 605)).toMatchObject({ liveStartedAtMs: startMs, interruptions: 1, waitedMs: 5_000 })
  expect(seenSince(null, [600, 'ENDED'])).toBeNull()
})

test('numbers are differences on air: what was counted before does not belong to it', () => {
  const before = counted(null, -5, [[100, 7, 2000]])
  const progress = counted(seenSince(before, [0, 'LIVE']), 0, [
    [1000, 7, 9000],
    [1015, 7, 1000],
    [1030, 9, 2000],
    [1045, 9, null],
  ])
  expect(reported(progress)).toMatchObject({ encodedFrames: 45, droppedFrames: 2, averageKbps: 1500 })
})

test('a capture that is started anew counts on', () => {
  const progress = counted(seenSince(null, [0, 'LIVE']), 0, [
    [1000, 50, 2000],
    [1015, 51, 2000],
    [4, 11, 2000],
    [19, 12, 2000],
  ])
  expect(reported(progress)).toMatchObject({ encodedFrames: 15 + 4 + 15, droppedFrames: 2 })
})

test('a pause without telemetry does not weigh as if its rate had been known', () => {
  const first = counted(seenSince(null, [0, 'LIVE']), 0, [
    [0, 0, 1000],
    [15, 0, 1000],
  ])
  expect(reported(counted(first, 60, [[1815, 0, 9000]]))).toMatchObject({ averageKbps: 1000, encodedFrames: 1815 })
})

test('of a broadcast that somebody else sends, nothing of ours is told', () => {
  const watched = seenSince(null, [0, 'LIVE', { facts: { ...sending, show: 'live', link: 'off', whoSends: 'someone-else' } }])
  const telemetry = { atMs: 0, encoderFrames: 100, fps: 30, sentKbps: null, targetKbps: null, queueMs: null, droppedFrames: 0, hostMemoryMb: null }
  const later = countTelemetry(countTelemetry(watched, telemetry, 'off', 500), { ...telemetry, encoderFrames: 200 }, 'off', 1_000)
  expect(reported(later)).toMatchObject({ averageKbps: null, encodedFrames: null, droppedFrames: null, reconnects: 0 })
})

test('it does not grow with time', () => {
  const samples = Array.from({ length: 1_000 }, (_, index) => [index * 15, 0, 2500] as const)
  const size = (progress: ReportProgress | null) =>
    Object.values(progress ?? {}).flatMap((value) => (value instanceof Object ? Object.values(value) : [value])).length
  const short = counted(seenSince(null, [0, 'LIVE']), 0, samples.slice(0, 3))
  expect(size(counted(short, 2, samples))).toBe(size(short))
})
