import type { Snapshot } from '#shared/contract'
import type { Core } from '../../electron/core/port.ts'

/** What a person on air would take for trouble, each kind of it once, in the order in which it was said. */
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

/** Listens to every snapshot from now on; the answer is empty as long as all was well. */
export function collectAlarms(core: Pick<Core, 'watch'>): () => readonly string[] {
  const alarms = new Set<string>()
  core.watch('snapshot', (snapshot) => {
    for (const alarm of alarmsOf(snapshot)) alarms.add(alarm)
  })
  return () => [...alarms]
}
