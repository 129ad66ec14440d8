import type { Snapshot } from '#shared/contract'
import type { Core } from '../../electron/core/port.ts'

/** What a person on air would take for trouble. */
export function alarmsOf({ session, connection, program, timeline }: Snapshot): readonly string[] {
  const { tally, verdict } = session
  const failures = { session, connection, program }
  return [
    ...(verdict.level === 'good' ? [] : [`verdict ${verdict.level} ${verdict.code}`]),
    ...(tally.state === 'live' ? [] : [`tally ${tally.state}`]),
    ...Object.entries(failures).flatMap(([where, { failure }]) => (failure === null ? [] : [`failure of ${where} ${failure.code}`])),
    ...timeline.filter(({ kind }) => kind === 'trouble').map(({ code }) => `told ${code}`),
  ]
}

/** Listens to every snapshot from now on: what was amiss that had not been before, each once, with the second of its beginning. */
export function collectAlarms(core: Pick<Core, 'watch'>): () => readonly string[] {
  const from = performance.now()
  let before: ReadonlySet<string> | null = null
  const alarms = new Map<string, number>()
  core.watch('snapshot', (snapshot) => {
    before ??= new Set(alarmsOf(snapshot))
    for (const alarm of alarmsOf(snapshot)) if (!before.has(alarm) && !alarms.has(alarm)) alarms.set(alarm, (performance.now() - from) / 1000)
  })
  return () => [...alarms].map(([alarm, second]) => `${alarm}, first after ${second.toFixed(0)} s`)
}
