import type { LiveStream } from './live-stream.ts'

/** What viewers can ask for now, by the unguessable part of its address. */
export type LiveStreams = {
  readonly add: (path: string, stream: LiveStream) => void
  readonly get: (path: string) => LiveStream | undefined
  /** It stays a little, for viewers who still play what they have not fetched. */
  readonly retire: (path: string) => void
  readonly [Symbol.dispose]: () => void
}

const lingerMs = 10_000

export function createLiveStreams(): LiveStreams {
  const streams = new Map<string, LiveStream>()
  const timers = new Set<NodeJS.Timeout>()
  return {
    add: (path, stream) => streams.set(path, stream),
    get: (path) => streams.get(path),
    retire: (path) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        streams.delete(path)
      }, lingerMs)
      timers.add(timer)
    },
    [Symbol.dispose]: () => {
      for (const timer of timers) clearTimeout(timer)
      streams.clear()
    },
  }
}
