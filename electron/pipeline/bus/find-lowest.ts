export type LowestOfLate = {
  /** Takes a value of the moment `atMs` and answers the lowest of the span that ends there. */
  readonly add: (value: number, atMs: number) => number
}

/**
 * The lowest value of the last `spanMs`, with a grain of `spanMs / parts`: older values are forgotten a part at a time.
 * Nothing is allocated per value.
 */
export const createLowestOfLate = (spanMs: number, parts: number): LowestOfLate => {
  const partMs = spanMs / parts
  const numbers = new Float64Array(parts).fill(Number.NEGATIVE_INFINITY)
  const lowest = new Float64Array(parts)
  return {
    add: (value, atMs) => {
      const number = Math.floor(atMs / partMs)
      const slot = ((number % parts) + parts) % parts
      lowest[slot] = numbers[slot] === number ? Math.min(lowest[slot] ?? value, value) : value
      numbers[slot] = number
      let found = value
      for (let i = 0; i < parts; i++) if ((numbers[i] ?? 0) > number - parts) found = Math.min(found, lowest[i] ?? value)
      return found
    },
  }
}
