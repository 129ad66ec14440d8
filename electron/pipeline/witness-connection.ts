import type { Clock } from '../clock.ts'
import { createRateMeter } from './measure-rate.ts'
import type { CongestionWitness } from './relay/congestion.ts'
import type { Sender } from './sender/sender.ts'

/** What the judgement of the connection looks at; null while nothing is published. */
export const createConnectionWitness = (current: () => Sender | null, clock: Clock): (() => CongestionWitness | null) => {
  const leaving = createRateMeter()

  return () => {
    const sender = current()
    if (sender === null || sender.state().state !== 'publishing') {
      leaving.reset()
      return null
    }
    const { feed, lagMs, silentMs, totalBytes } = sender.stats()
    const bytesPerSecond = totalBytes === null ? null : leaving.add(totalBytes, clock.monotonicMs())
    return { queueMs: feed?.queueMs ?? 0, lagMs, silentMs: silentMs ?? 0, sentKbps: bytesPerSecond === null ? null : (bytesPerSecond * 8) / 1000 }
  }
}
