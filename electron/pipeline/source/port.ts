import type { Failure } from '#shared/failure'
import type { Frame } from '../bus/port.ts'
import type { CaptureInput, SoundInput } from './capture-input.ts'

/** Of a source that was opened. `lost`: it ended, or was taken away; it is opened again by itself as soon as it can be. */
export type SourceState =
  | { readonly state: 'opening' }
  | { readonly state: 'running' }
  /** It is there, but nothing new came of it for a second. */
  | { readonly state: 'stalled' }
  | { readonly state: 'lost'; readonly failure: Failure }

/** What is opened: a picture, a sound, or both where one thing gives both (a file). */
export type SourceRequest = {
  /** By which the bus knows it; the same for the same device. */
  readonly source: string
  readonly picture: {
    readonly input: CaptureInput
    readonly fps: number
    /** In pixels. Larger pictures are made smaller, in their own shape, until they fit into it both ways; smaller ones stay as they are. */
    readonly largest: { readonly width: number; readonly height: number }
  } | null
  readonly sound: SoundInput | null
}

/**
 * Where a source delivers to. Times are of the monotonic clock, in ms: when the picture, or the first of these samples, came to be, as far as known.
 * Those of pictures never go back; those of sounds are counted, and move against the clock by at most 5 ms in a second once they are learned.
 */
export type SourceSink = {
  /** Takes over the hold on the frame. */
  readonly onFrame: (frame: Frame, atMs: number) => void
  /** Interleaved pairs at `busSampleRate`. */
  readonly onSound: (samples: Int16Array, atMs: number) => void
  readonly onState: (state: SourceState) => void
}

/** One opened source with its own process. It is restarted by itself until it is closed. */
export type OpenSource = {
  readonly request: SourceRequest
  readonly state: () => SourceState
  /**
   * The next piece of the WebM that a page records. One that begins a recording replaces the one before; after a loss nothing comes until the page
   * has begun another. Other sources take nothing.
   */
  readonly feed: (chunk: Uint8Array) => void
  /** Within 2 s; the device is free afterwards. Safe to repeat. */
  readonly close: () => Promise<void>
}
