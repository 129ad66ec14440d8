import { refuse } from './errors.ts'
import type { Answer } from './route.ts'

export type RequestLocks = {
  /** Runs `work` unless the same work is still running; then the answer is REQUEST_LOCKED. */
  readonly run: (key: string | undefined, work: () => Promise<Answer>) => Promise<Answer>
}

export function createRequestLocks(): RequestLocks {
  const running = new Set<string>()
  return {
    run: async (key, work) => {
      if (key === undefined) return work()
      if (running.has(key)) return refuse('REQUEST_LOCKED')
      running.add(key)
      try {
        return await work()
      } finally {
        running.delete(key)
      }
    },
  }
}
