import type { ConnectionFinding, ConnectionReport } from '#shared/contract'

/** The outcome to speak of when there is room for one. What was not tried for lack of an answer is no news of its own. */
export function worstOf({ findings }: Pick<ConnectionReport, 'findings'>): 'good' | 'warn' | 'bad' {
  const has = (outcome: ConnectionFinding['outcome']) => findings.some((finding) => finding.outcome === outcome)
  return has('bad') ? 'bad' : has('warn') ? 'warn' : 'good'
}
