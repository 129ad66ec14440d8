import type { SessionState, TallyState } from '#shared/contract'
import type { SideTab } from '#shared/show'

/** The four parts of a broadcast as a person lives them. */
export const phases = ['prepare', 'preview', 'on-air', 'after'] as const
export type Phase = (typeof phases)[number]

/** Where the broadcast is. What the service says counts more than what this program does: somebody else may be sending. */
export function phaseOf(session: SessionState, tally: TallyState, roomState: string | null = null): Phase {
  switch (session) {
    case 'live':
    case 'interrupted':
    case 'ending':
    case 'ending-stuck':
    case 'force-ending':
      return 'on-air'
    case 'archiving':
    case 'done':
      return 'after'
    case 'connecting':
    case 'ready':
      return 'preview'
    case 'idle':
    case 'checking':
    case 'failed':
      if (tally === 'live' || tally === 'trouble') return 'on-air'
      if (tally === 'preview') return 'preview'
      // The broadcast went well; what failed was its recording.
      return session === 'failed' && (roomState === 'ENDED' || roomState === 'ARCHIVED') ? 'after' : 'prepare'
  }
}

/** The tab that a phase is mostly about. */
export const tabOf: Readonly<Record<Phase, SideTab>> = { prepare: 'setup', preview: 'setup', 'on-air': 'health', after: 'share' }
