import { soundFramePairs } from '../encoder-origin.ts'

/**
 * How many pairs of the mix an encoder goes without before its first sound; negative: so many pairs of silence come first. That is what it wants, less up to one
 * frame of AAC, so that the frames of all encoders begin at the same samples of the mix and one encoder can go on where another one stopped.
 * `mixedPairs`: how many were mixed before.
 */
export const beginSound = (mixedPairs: number, wantedPairs: number): number => {
  const past = (mixedPairs + wantedPairs) % soundFramePairs
  return wantedPairs - (past < 0 ? past + soundFramePairs : past)
}
