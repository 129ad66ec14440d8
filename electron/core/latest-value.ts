/** A fast stream of which a new watcher gets the newest value at once. */
export type LatestValue<T> = {
  readonly set: (value: T) => void
  /** Forget the newest value: what it showed is over. */
  readonly clear: () => void
  readonly watch: (listener: (value: T) => void) => () => void
}

export function createLatestValue<T>(): LatestValue<T> {
  const listeners = new Set<(value: T) => void>()
  let newest: { readonly value: T } | null = null
  return {
    set: (value) => {
      newest = { value }
      for (const listener of [...listeners]) listener(value)
    },
    clear: () => {
      newest = null
    },
    watch: (listener) => {
      listeners.add(listener)
      if (newest) listener(newest.value)
      return () => listeners.delete(listener)
    },
  }
}
