/** A sound that the bus can ask for, piece after piece. */
export type BusSound = {
  /**
   * Writes exactly `pairs` interleaved pairs to the beginning of `into`, on the scale of 16-bit samples: those that belong to the picture
   * that leaves the bus at `atMs` (monotonic, in ms), which came to be `busDelayMs` and `heldMs` earlier, less the sound's own delay.
   * Times that grow by exactly the length of a piece give the quietest clock; a few ms of jitter do no harm.
   */
  readonly read: (into: Float32Array, pairs: number, atMs: number, heldMs: number) => void
  /** By how much everything would have to be held back so that this sound is there in time; 0 as a rule. */
  readonly wantsHeldMs: () => number
  /** 0 to 2000, with the next piece. */
  readonly changeDelay: (delayMs: number) => void
}
