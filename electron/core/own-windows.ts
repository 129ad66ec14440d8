import type { PagePlace } from '#shared/contract'
import type { Pipeline } from '../pipeline/port.ts'

/**
 * What a host with a window of its own knows of it. It tells at once, and with every change, in the pictures of which sources (`screen:0`) viewers would see
 * that window: one that can be seen, where it is, and only where the host is certain.
 */
export type HostWindow = { readonly onSeenIn: (listener: (sourceIds: readonly string[]) => void) => () => void }

/** Our own windows, told to the pipeline so that it can warn of the mirror tunnel. */
export type OwnWindows = {
  /** A page came; what it says of its place is forgotten when it leaves. */
  readonly enter: () => { readonly place: (place: PagePlace | null) => void; readonly leave: () => void }
  readonly [Symbol.dispose]: () => void
}

export function createOwnWindows(pipeline: Pick<Pipeline, 'setOwnWindows'>, host: HostWindow | null): OwnWindows {
  const places = new Map<object, PagePlace>()
  let seenIn: readonly string[] = []
  const tell = () => pipeline.setOwnWindows({ pages: [...places.values()], seenIn })

  const stopListening =
    host?.onSeenIn((ids) => {
      seenIn = ids
      tell()
    }) ?? (() => {})

  return {
    enter: () => {
      const page = {}
      const place = (now: PagePlace | null) => {
        if (now === null && !places.has(page)) return
        if (now === null) places.delete(page)
        else places.set(page, now)
        tell()
      }
      return { place, leave: () => place(null) }
    },
    [Symbol.dispose]: stopListening,
  }
}
