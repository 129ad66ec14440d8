import type { DesktopFacts, DesktopHost } from '../core/desktop-host.ts'
import type { createPrivacy } from './privacy.ts'

export type ReportedDesktop = DesktopHost & {
  /** What became of what the settings ask for. */
  readonly report: (change: Pick<DesktopFacts, 'hotkeys'>) => void
  /** The system's own settings may be others by now. */
  readonly look: () => void
}

/** What the core knows of the desktop that it runs on. */
export function createDesktopHost(
  privacy: ReturnType<typeof createPrivacy>,
  first: Omit<DesktopFacts, 'privacy' | 'hotkeys'>,
  restHotkeys: DesktopHost['restHotkeys'],
): ReportedDesktop {
  const listeners = new Set<() => void>()
  let facts: DesktopFacts = { ...first, hotkeys: {}, privacy: privacy.read() }
  const change = (part: Partial<DesktopFacts>) => {
    facts = { ...facts, ...part }
    for (const listener of [...listeners]) listener()
  }
  const look = () => change({ privacy: privacy.read() })
  return {
    facts: () => facts,
    onFacts: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    permit: async (sourceIds) => {
      if (await privacy.permit(sourceIds)) look()
    },
    openPrivacy: privacy.open,
    restHotkeys,
    report: change,
    look,
  }
}
