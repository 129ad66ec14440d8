import { useSnapshot } from '../../page-context.tsx'
import { type Phase, phaseOf } from './phase.ts'

export function usePhase(): Phase {
  const { session } = useSnapshot()
  return phaseOf(session.state, session.tally.state, session.room?.state ?? null)
}
