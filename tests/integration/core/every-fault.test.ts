import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Faults, noFaults } from '../../../electron/sandbox/faults.ts'
import { type FaultRow, outsideCauses } from './fault-row.ts'
import { type FaultWorld, startFaultWorld } from './fault-world.ts'
import { type RowOutcome, runFaultRow } from './run-fault-row.ts'
import { serviceFaults, silences, slowStarts } from './service-faults.ts'
import { wayFaults } from './way-faults.ts'

/** Each has a core, a pipeline, a network and a local service of its own, and they run side by side. */
const lines: readonly (readonly FaultRow[])[] = [wayFaults, serviceFaults, slowStarts, ...silences.map((row) => [row])]
const rows = lines.flat()

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
  async function runLine(line: readonly FaultRow[]): Promise<void> {
    const held: { world: FaultWorld | null } = { world: null }
    const giveUp = async () => {
      const { world } = held
      held.world = null
      await world?.[Symbol.asyncDispose]()
    }
    for (const row of line) {
      const result = (async () => {
        held.world ??= await startFaultWorld({ direct: line === serviceFaults })
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
    finished = Promise.all(lines.map(runLine))
  })
  afterAll(async () => {
    await finished
  }, 120_000)

  test.each(rows.map((row) => [row.name, row] as const))('%s', { timeout: 180_000 }, async (name, row) => {
    const outcome = await outcomes.get(row)?.outcome
    console.log(`${name}: said after ${outcome?.saidMs.toFixed(0)} ms, well again after ${outcome?.backMs.toFixed(0)} ms`)
  })
})
