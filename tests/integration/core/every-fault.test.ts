import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Faults, noFaults } from '../../../electron/sandbox/faults.ts'
import { type FaultRow, outsideCauses } from './fault-row.ts'
import { type FaultWorld, type FaultWorldOptions, startFaultWorld } from './fault-world.ts'
import { type RowOutcome, runFaultRow } from './run-fault-row.ts'
import { serviceFaults, silences, slowStarts, startFaults } from './service-faults.ts'
import { wayFaults } from './way-faults.ts'

/** Rows that run one after another, in a core, a pipeline, a network and a local service of their own. */
type Line = { readonly rows: readonly FaultRow[]; readonly world: FaultWorldOptions }

/** Pictures are made in these, so few of them run at once; the longest first. */
const sending: readonly Line[] = [
  { rows: serviceFaults, world: { direct: true, settings: { videoKbps: 2500, outputMode: 'CMAF' } } },
  { rows: slowStarts, world: {} },
  { rows: wayFaults, world: {} },
  { rows: startFaults, world: { settings: { outputMode: 'CMAF' } } },
]
const sendingAtOnce = 2
/** Nothing is sent and nobody chose a picture: these only wait, all at once. */
const waiting: readonly Line[] = silences.map((row) => ({ rows: [row], world: { settings: { sourceId: 'none' } } }))
const rows = [...sending, ...waiting].flatMap((line) => line.rows)

/** Of member access, events and video posts: no broadcast with app access feels them, and the local service's own tests hold them. */
const notFelt: readonly (keyof Faults)[] = [
  ...(['tokenLifetimeMs', 'tokensRevoked', 'tokensAsJwt', 'memberSelfCreate', 'accessLevelsOpen'] as const),
  ...(['eventsCut', 'eventsSilent', 'eventsHeartbeatMs', 'processDelayMs', 'processFail'] as const),
]

describe('the table', () => {
  test('has every fault of the local service, and every cause outside of it', () => {
    const covered = new Set([...notFelt, ...rows.flatMap(({ from }) => from)])
    expect([...Object.keys(noFaults), ...outsideCauses].filter((fault) => !covered.has(fault as never))).toEqual([])
  })

  test('expects another word for each cause, unless nothing could tell them apart', () => {
    const alike = rows
      .flatMap((row, index) => rows.slice(index + 1).map((other) => [row, other] as const))
      .filter(([row, other]) => isSame(row, other))
    const unexplained = alike.filter(([row, other]) => row.looksLike === undefined || row.looksLike !== other.looksLike)
    expect(unexplained.map(([row, other]) => `${row.name} = ${other.name}`)).toEqual([])
  })
})

const isSame = ({ says: a }: FaultRow, { says: b }: FaultRow) =>
  a.code === b.code && a.cause === b.cause && a.failure === b.failure && a.asking === b.asking

describe('through the whole program', () => {
  type Waiting = { readonly outcome: Promise<RowOutcome>; readonly settle: (result: Promise<RowOutcome>) => void }
  const outcomes = new Map<FaultRow, Waiting>()
  let finished: Promise<unknown> = Promise.resolve()

  /** A row that failed leaves nothing behind that the next one could stumble over. */
  async function runLine({ rows, world: options }: Line): Promise<void> {
    const held: { world: FaultWorld | null } = { world: null }
    const giveUp = async () => {
      const { world } = held
      held.world = null
      await world?.[Symbol.asyncDispose]()
    }
    for (const row of rows) {
      const result = (async () => {
        held.world ??= await startFaultWorld(options)
        return runFaultRow(held.world, row)
      })()
      outcomes.get(row)?.settle(result)
      await result.catch(giveUp)
    }
    await giveUp()
  }

  beforeAll(() => {
    for (const row of rows) {
      let settle: Waiting['settle'] = () => {}
      const outcome = new Promise<RowOutcome>((resolve) => {
        settle = resolve
      })
      outcomes.set(row, { outcome, settle })
      // Told by its own test.
      outcome.catch(() => {})
    }
    const queue = [...sending]
    const runNext = async (): Promise<void> => {
      for (let line = queue.shift(); line !== undefined; line = queue.shift()) await runLine(line)
    }
    finished = Promise.all([...Array.from({ length: sendingAtOnce }, runNext), ...waiting.map(runLine)])
  })
  afterAll(async () => {
    await finished
  }, 120_000)

  test.each(rows.map((row) => [row.name, row] as const))('%s', { timeout: 180_000 }, async (name, row) => {
    const outcome = await outcomes.get(row)?.outcome
    console.log(`${name}: said after ${outcome?.saidMs.toFixed(0)} ms, well again after ${outcome?.backMs.toFixed(0)} ms`)
  })
})
