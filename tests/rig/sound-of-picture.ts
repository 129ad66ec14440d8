import { ageMs } from './barcode.mjs'
import { median } from './lip-sync.ts'

/** A tenth of a second of a broadcast: the tone in it (null: none), its level as the peak of a sine, and the counter in the picture (null: unreadable). */
export type HeardPiece = { readonly hz: number | null; readonly dbfs: number; readonly value: number | null }

export type SoundOfPicture = {
  /** Share of the pieces that hold a tone, 0…1. */
  readonly heard: number
  /** Their level, dBFS. */
  readonly dbfs: number
  /** Of the pieces that can be compared: the share in which the tone is the one of the second that the picture shows, 0…1. */
  readonly inStep: number
  readonly compared: number
}

/** Where in its second a picture must lie for its sound to be of the same second, milliseconds: sound may be 250 ms late or 200 ms early, and a piece is 100 ms long. */
const [earliestMs, latestMs] = [350, 700]

/**
 * Whether a broadcast holds the test tone, and the one that belongs to its picture.
 * @param nearMs any moment of the wall clock within a day of the broadcast
 */
export function soundOfPicture(pieces: readonly HeardPiece[], tones: readonly number[], nearMs: number): SoundOfPicture {
  const heard = pieces.filter(({ hz }) => hz !== null)
  const comparable = heard.flatMap(({ hz, value }) => {
    if (value === null) return []
    const wallMs = nearMs - ageMs(value, nearMs)
    const inSecondMs = wallMs % 1000
    return inSecondMs < earliestMs || inSecondMs > latestMs ? [] : [{ hz, expected: tones[Math.floor(wallMs / 1000) % tones.length] }]
  })
  return {
    heard: heard.length / pieces.length,
    dbfs: median(heard.map(({ dbfs }) => dbfs)),
    inStep: comparable.filter(({ hz, expected }) => hz === expected).length / comparable.length,
    compared: comparable.length,
  }
}
