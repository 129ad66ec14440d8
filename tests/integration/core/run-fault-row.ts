import { expect } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { stablePublishMs } from '../../../electron/broadcast/deadlines.ts'
import { until } from '../../rig/until.ts'
import type { FaultRow, Said } from './fault-row.ts'
import type { FaultWorld } from './fault-world.ts'

/**
 * A computer that runs several whole programs at once is slower than the one of the budgets: twice, and a second for who has to wait
 * for a turn. How fast it is on a quiet one, `npm run bench` measures.
 */
const withSlack = (budgetMs: number): number => 2 * budgetMs + 1_000

/** A connection that ends sooner counts as refused. */
const takenMs = 2_000

/** What a row came to. */
export type RowOutcome = { readonly saidMs: number; readonly backMs: number }

/** Brings the broadcast to where the row begins, lets the fault happen, and waits until it is said, and until all is well again. */
export async function runFaultRow(world: FaultWorld, row: FaultRow): Promise<RowOutcome> {
  await bringTo(world, row)
  const feedBefore = world.on.snapshot().session.returnFeed?.url
  const history = world.watchFromNow()
  const from = performance.now()
  await row.set(world)
  const settled = performance.now()
  await begin(world, row.when)
  const said = await until(
    () => `said: ${JSON.stringify(row.says)}, seen: ${seenOf(history)}`,
    () => history.some((snapshot) => isSaid(snapshot, row)),
    withSlack(row.saidMs),
    10,
  ).then(() => performance.now())
  await row.heal?.(world)
  const healed = row.heal ? performance.now() : from
  await until(
    () => `back: ${JSON.stringify(row.back)}, seen: ${seenOf(history)}`,
    () => isBack(world.on.snapshot(), row, feedBefore),
    withSlack(row.backMs),
    10,
  )
  const back = performance.now()
  // The next row must not be met by a fault of this one.
  await world.on.client.call('DELETE', '/__sandbox/faults')
  return { saidMs: said - settled, backMs: back - healed }
}

const told = ({ session, connection }: Snapshot): Said => ({
  level: session.verdict.level,
  code: session.verdict.code,
  ...(session.verdict.params?.cause === undefined ? {} : { cause: session.verdict.params.cause as NonNullable<Said['cause']> }),
  failure: session.failure?.code ?? null,
  asking: connection.failure?.code ?? null,
  tally: session.tally.state,
})

function isSaid(snapshot: Snapshot, row: FaultRow): boolean {
  const { cause, ...rest } = told(snapshot)
  const { cause: wanted, ...wantedRest } = row.says
  const same = Object.entries(wantedRest).every(([name, value]) => rest[name as keyof typeof rest] === value)
  return same && (wanted === undefined || wanted === cause) && (row.with?.(snapshot) ?? true)
}

function isBack({ session, connection }: Snapshot, { back, newFeed }: FaultRow, feedBefore: string | undefined): boolean {
  const calm = session.verdict.level === 'good' && session.verdict.code === back.code && session.tally.state === back.tally
  const nothingAmiss = session.failure === null && connection.failure === null
  return calm && nothingAmiss && (newFeed === undefined || (session.returnFeed !== null && session.returnFeed.url !== feedBefore))
}

/** What was said so far, without repetitions: for who has to find out why a row failed. */
const seenOf = (history: readonly Snapshot[]): string => {
  const lines = history.map((snapshot) => Object.values(told(snapshot)).join(' '))
  return lines.filter((line, index) => line !== lines[index - 1]).join(' | ')
}

async function bringTo({ on, createRoom }: FaultWorld, { when, steady }: FaultRow): Promise<void> {
  const may = (action: keyof Snapshot['session']['actions']) => on.snapshot().session.actions[action].allowed
  const is = (code: Snapshot['session']['verdict']['code']) =>
    on.seen(code, ({ session }) => session.verdict.code === code && session.failure === null)
  if (when === 'idle') return
  if (when === 'at the start') {
    if (may('streamStop')) await on.call('session.streamStop', null)
    await on.seen('nothing sent', ({ session }) => session.actions.streamStart.allowed && session.tally.state === 'off')
    return
  }
  if (on.snapshot().session.state === 'done') await createRoom('Another')
  await on.seen('calm', ({ session }) => session.verdict.level === 'good')
  if (may('streamStart')) await on.call('session.streamStart', null)
  if (when === 'while sending' || when === 'at go-live') {
    await is('preview-good')
    return
  }
  if (on.snapshot().session.tally.state !== 'live') {
    await on.seen('ready', ({ session }) => session.actions.goLive.allowed)
    await on.call('session.goLive', null)
  }
  await is('live-good')
  const stoodMs = async () => ((await on.client.ingest()).publisher as { readonly sinceMs: number } | null)?.sinceMs ?? 0
  await until('a connection that stands', async () => (await stoodMs()) > (steady === true ? stablePublishMs : takenMs), 20_000)
}

/** The act of the person that meets the fault. */
async function begin({ on }: FaultWorld, when: FaultRow['when']): Promise<void> {
  if (when === 'at the start') expect(await on.tryTo('session.streamStart', null)).toMatchObject({ ok: true })
  if (when === 'at go-live') expect(await on.tryTo('session.goLive', null)).toMatchObject({ ok: true })
  if (when === 'at the end') expect(await on.tryTo('session.endLive', null)).toMatchObject({ ok: true })
}
