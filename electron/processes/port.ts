/**
 * Every child process has an owner. `adopt` makes sure that the child dies with us, however we die:
 * a guardian process outlives us and kills it, and a sweep at the next launch catches what is left.
 */
export type ProcessKeeper = {
  /** Call right after spawn. Returns the way to let go of it, to be called when the child has exited. */
  readonly adopt: (pid: number, what: string) => () => void
  readonly [Symbol.dispose]: () => void
}
