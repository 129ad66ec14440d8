/**
 * Keys that work everywhere are heard when they go down, never when they are let go, so they cannot be held as a button is. What must not happen by accident
 * takes two presses instead, and then a moment of silence: a key that is held down repeats itself.
 */
export type Presses =
  | { readonly state: 'idle' }
  | { readonly state: 'armed'; readonly atMs: number }
  /** Pressed twice; a third press says that the key is held. */
  | { readonly state: 'pressed-twice'; readonly atMs: number }
  /** The key is held down: nothing counts until it has been silent. */
  | { readonly state: 'held'; readonly atMs: number }

export const notPressed: Presses = { state: 'idle' }

/** Both presses within this time. */
export const againWithinMs = 2000
/** Nothing may follow the second press for so long. Held keys repeat every 20 to 100 ms. */
export const silentMs = 300
/** The longest wait before a held key begins to repeat; X11 waits 660 ms by itself, Windows up to a second. */
export const repeatsAfterMs = 1000

export function press(now: Presses, atMs: number): Presses {
  switch (now.state) {
    case 'idle':
      return { state: 'armed', atMs }
    case 'armed':
      return atMs - now.atMs <= againWithinMs ? { state: 'pressed-twice', atMs } : { state: 'armed', atMs }
    case 'pressed-twice':
      return { state: 'held', atMs }
    case 'held':
      return atMs - now.atMs < repeatsAfterMs ? { state: 'held', atMs } : { state: 'armed', atMs }
  }
}

/** For a press that acts by itself: whether it is one of a key that is only held down. @param lastMs null before the first */
export const isRepeated = (lastMs: number | null, atMs: number): boolean => lastMs !== null && atMs - lastMs < repeatsAfterMs
