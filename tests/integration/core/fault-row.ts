import type { SessionView, Snapshot, TallyState, VerdictCode } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import { freshForMs } from '../../../electron/broadcast/deadlines.ts'
import { retryDelayMs } from '../../../electron/broadcast/recovery-policy.ts'
import { pollPaces } from '../../../electron/cloud/poll-pace.ts'
import type { Faults } from '../../../electron/sandbox/faults.ts'
import type { FaultWorld } from './fault-world.ts'

/** Causes outside of the local service. */
export const outsideCauses = [
  'ingest host unknown',
  'ingest port refused',
  'black hole',
  'link of 200 kbit/s',
  'connection reset on the way',
  'encoder killed',
  'encoder stopped',
  'sender killed',
  'key refused at the start',
  'key taken',
  'service silent',
] as const
export type OutsideCause = (typeof outsideCauses)[number]

/** What a person is told: the verdict, the failure beside it, and what is amiss with the questions to the service. */
export type Said = {
  readonly level: SessionView['verdict']['level']
  readonly code: VerdictCode
  /** In the verdict's parameters. */
  readonly cause?: FailureCode
  readonly failure: FailureCode | null
  readonly asking: FailureCode | null
  /** Several where the service may, or may not, have noticed by then: its newest answer decides. */
  readonly tally: TallyState | readonly TallyState[]
}

export type FaultRow = {
  readonly name: string
  readonly from: readonly (keyof Faults | OutsideCause)[]
  readonly when: 'at the start' | 'while sending' | 'at go-live' | 'live' | 'at the end' | 'idle'
  /** Our connection must have stood long enough that its loss is the first one, and no refusal. */
  readonly steady?: true
  readonly set: (world: FaultWorld) => Promise<unknown>
  readonly says: Said
  /** What else must be true while that is said. */
  readonly with?: (snapshot: Snapshot) => boolean
  /** From the fault until it is said, in milliseconds. */
  readonly saidMs: number
  /** Absent: it heals without anybody, and `backMs` counts from the fault. */
  readonly heal?: (world: FaultWorld) => Promise<unknown>
  readonly back: { readonly code: VerdictCode; readonly tally: TallyState }
  readonly backMs: number
  /** The service makes new play URLs for a new ingest: the return feed must be another than before. */
  readonly newFeed?: true
  /** Set where nothing in this program could tell it from another row that carries the same word. */
  readonly looksLike?: string
}

// The budgets of the product, in milliseconds.
/** From media at the ingest until the page says that it is converted. */
export const arriveMs = 2_500
/** From a change at the service until the page shows it. */
export const shownMs = 1_200
export const againAfterResetMs = 500
export const againAfterDownMs = 1_000
export const swapMs = 300 + shownMs
/** A failed question ends, and the next one comes. */
export const askedAgainMs = pollPaces.backOffTo + shownMs
export const longestRetryMs = retryDelayMs(10)

const streamKeyRoute = 'GET /v2/apps/me/members/*/stream-key'
export const goLiveRoute = 'POST /v2/apps/me/video-rooms/*'
export const unauthorized = { status: 401, body: { errorCode: 'INVALID_APP_CREDENTIALS' } }
export const tooMany = { status: 429, headers: { 'Retry-After': '1' }, body: { errorCode: 'TOO_MANY_REQUESTS' } }
export const broken = { status: 503, body: { errorCode: 'INTERNAL_SERVER_ERROR' } }

export const faults =
  (values: Partial<Faults>) =>
  ({ on }: FaultWorld) =>
    on.client.setFaults(values)
export const clear = ({ on }: FaultWorld) => on.client.call('DELETE', '/__sandbox/faults')
export const clearAndStart = async (world: FaultWorld) => {
  await clear(world)
  await world.on.call('session.streamStart', null)
}
export const clearAndDismiss = async (world: FaultWorld) => {
  await clear(world)
  await world.on.call('session.dismissFailure', null)
}

export const good = { level: 'good', failure: null, asking: null } as const
export const warn = { level: 'warn', failure: null, asking: null } as const
export const bad = { level: 'bad', failure: null, asking: null } as const
/** Our connection is gone, and the service finds out in its own time. */
export const liveUntilNoticed = ['live', 'trouble'] as const
export const live = { code: 'live-good', tally: 'live' } as const
export const idle = { code: 'idle', tally: 'off' } as const
export const preview = { code: 'preview-good', tally: 'preview' } as const

/** A start that cannot ask for the stream key. */
export const refusedStart = (name: string, rule: Faults['apiStatus'][string], failure: FailureCode): FaultRow => ({
  name: `${name} to who asks for the stream key`,
  from: ['apiStatus'],
  when: 'at the start',
  set: faults({ apiStatus: { [streamKeyRoute]: rule } }),
  // The questions that are asked all the time take the same road.
  says: { level: 'bad', code: 'start-failed', failure, asking: failure, tally: 'off' },
  saidMs: 3_000,
  heal: clearAndStart,
  back: preview,
  backMs: arriveMs,
})

/** Questions that are not answered well any more, while nothing is sent. */
export const asked = (name: string, values: Partial<Faults>, says: Pick<Said, 'level' | 'code'> & { readonly asking: FailureCode }): FaultRow => ({
  name,
  from: [values.apiDelayMs === undefined ? 'apiStatus' : 'apiDelayMs'],
  when: 'idle',
  set: faults(values),
  says: { ...says, failure: null, tally: 'unknown' },
  saidMs: freshForMs + shownMs,
  heal: clear,
  back: idle,
  backMs: askedAgainMs,
})
