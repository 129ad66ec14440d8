import { expect } from 'vitest'
import type { Snapshot } from '#shared/contract'
import { stablePublishMs } from '../../../electron/broadcast/deadlines.ts'
import { until } from '../../rig/until.ts'
import { type FaultRow, idle, live, preview, type Said } from './fault-row.ts'
import type { FaultWorld } from './fault-world.ts'

/**
 * A computer that does much else at the same time is slower than the one of the budgets: four times, and five seconds for who has to wait
 * for a turn. How fast it is on a quiet one, `npm run bench` measures.
 */
const withSlack = (budgetMs: number): number => 4 * budgetMs + 5_000
/** Until all is well before a row. */
const beginsWithinMs = 60_000

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
    () => isBack(world, row, feedBefore),
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
  const { cause, tally, ...rest } = told(snapshot)
  const { cause: wanted, tally: tallies, ...wantedRest } = row.says
  const same = Object.entries(wantedRest).every(([name, value]) => rest[name as keyof typeof rest] === value)
  const light = [tallies].flat().some((possible) => possible === tally)
  return same && light && (wanted === undefined || wanted === cause) && (row.with?.(snapshot) ?? true)
}

function isBack({ on }: FaultWorld, { back, newFeed }: FaultRow, feedBefore: string | undefined): boolean {
  const { session } = on.snapshot()
  return isWell(on.snapshot(), back) && (newFeed === undefined || (session.returnFeed !== null && session.returnFeed.url !== feedBefore))
}

const isWell = ({ session, connection }: Snapshot, { code, tally }: FaultRow['back']): boolean =>
  session.verdict.level === 'good' &&
  session.verdict.code === code &&
  session.tally.state === tally &&
  session.failure === null &&
  connection.failure === null

/** What was said so far, without repetitions: for who has to find out why a row failed. */
const seenOf = (history: readonly Snapshot[]): string => {
  const lines = history.map((snapshot) => Object.values(told(snapshot)).join(' '))
  return lines.filter((line, index) => line !== lines[index - 1]).join(' | ')
}

/** Where the rows begin: all is well, verdict and light say so together, and a connection of ours has stood long enough for its loss to be the first. */
async function bringTo(world: FaultWorld, { when, steady }: FaultRow): Promise<void> {
  const { on, createRoom } = world
  const may = (action: keyof Snapshot['session']['actions']) => on.snapshot().session.actions[action].allowed
  const well = (state: FaultRow['back'], sendingForMs = 0) => {
    const history = world.watchFromNow()
    return until(
      () => `${JSON.stringify(state)} to begin with, seen: ${seenOf([...history, on.snapshot()])}`,
      () => isWell(on.snapshot(), state) && world.publishingForMs() >= sendingForMs,
      beginsWithinMs,
      20,
    )
  }
  const begins = (holds: () => boolean, what: string) => until(what, holds, beginsWithinMs, 20)
  if (when === 'idle') return void (await well(idle))
  if (when === 'at the start') {
    if (may('streamStop')) await on.call('session.streamStop', null)
    await begins(() => may('streamStart'), 'nothing sent')
    return void (await well(idle))
  }
  if (on.snapshot().session.state === 'done') await createRoom('Another')
  await begins(() => on.snapshot().session.verdict.level === 'good', 'calm')
  if (may('streamStart')) await on.call('session.streamStart', null)
  if (when === 'while sending' || when === 'at go-live') return void (await well(preview, takenMs))
  if (on.snapshot().session.tally.state !== 'live') {
    await begins(() => may('goLive'), 'ready')
    await on.call('session.goLive', null)
  }
  await well(live, steady === true ? stablePublishMs : takenMs)
}

/** The act of the person that meets the fault. */
async function begin({ on }: FaultWorld, when: FaultRow['when']): Promise<void> {
  if (when === 'at the start') expect(await on.tryTo('session.streamStart', null)).toMatchObject({ ok: true })
  if (when === 'at go-live') expect(await on.tryTo('session.goLive', null)).toMatchObject({ ok: true })
  if (when === 'at the end') expect(await on.tryTo('session.endLive', null)).toMatchObject({ ok: true })
}
