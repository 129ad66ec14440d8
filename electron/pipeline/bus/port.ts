import type { CanvasSize, Fit, LayerShape, Rect, ShownPart } from '#shared/scenes'

/** One picture in YUV 4:2:0, BT.601, limited range: the planes Y, U and V one after another, without padding. Both sides are even. */
export type Frame = CanvasSize & { readonly data: Uint8Array }

/** One picture of a composition, put at a place of the canvas. Its source may be of any size. */
export type BusLayer = {
  /** By which the source is known to the bus. */
  readonly source: string
  readonly rect: Rect
  readonly fit: Fit
  /** Round: an ellipse that touches all four sides of `rect`, with a soft edge. */
  readonly shape: LayerShape
  readonly mirrored: boolean
  /** Default: all of the source. */
  readonly part?: ShownPart
}

/** One sound of the mix. */
export type BusChannel = {
  readonly source: string
  readonly levelDb: number
  readonly muted: boolean
  /** On top of what the bus delays everything by; 0 to 2000. */
  readonly delayMs: number
}

/** What the bus makes of its sources; changed at any time, in effect with the next picture. Layers lie bottom first on black. */
export type Composition = { readonly layers: readonly BusLayer[]; readonly channels: readonly BusChannel[] }

/** Sound in the bus: 48,000 samples a second, two channels, interleaved, signed 16 bit. */
export const busSampleRate = 48_000

/** What everything is delayed by, so that late pictures and late sounds of the same moment leave together. */
export const busDelayMs = 80

/**
 * By how much less pictures are held back than sounds: half the time between two pictures, because the one before a moment is on average so much older
 * than the moment, and what a source takes to hand a picture over. (Measured: with the same delay a composed screen came 65 ms after its sound on a busy
 * computer, one that the encoder opens itself did not.)
 */
export const pictureLeadMs = 30
