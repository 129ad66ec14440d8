/** Who wants to hear of something. */
export type Listeners<T> = {
  readonly add: (listener: (value: T) => void) => () => void
  readonly tell: (value: T) => void
  readonly count: () => number
}

export const createListeners = <T>(): Listeners<T> => {
  const all = new Set<(value: T) => void>()
  return {
    add: (listener) => {
      const own = (value: T) => listener(value)
      all.add(own)
      return () => all.delete(own)
    },
    tell: (value) => {
      for (const listener of [...all]) listener(value)
    },
    count: () => all.size,
  }
}
