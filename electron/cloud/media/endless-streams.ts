export type EndlessStreams = {
  /** One more stream; where there are too many, the oldest ends. */
  readonly begin: () => { readonly ended: AbortSignal; readonly over: () => void }
}

/** Counts what has no end of its own: a page that opens such streams and forgets them must not use up the line. */
export function countEndlessStreams(most: number): EndlessStreams {
  let running: readonly AbortController[] = []
  return {
    begin: () => {
      const mine = new AbortController()
      running = [...running, mine]
      for (const oldest of running.slice(0, -most)) oldest.abort()
      running = running.slice(-most)
      return {
        ended: mine.signal,
        over: () => {
          running = running.filter((other) => other !== mine)
        },
      }
    },
  }
}
