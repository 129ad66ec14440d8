import type { Place, VideoInput } from './video-input.ts'

/** A picture that a source process opens. Names and paths come from the system and may hold any character; they never pass through a shell or a filter graph. */
export type CaptureInput =
  | VideoInput
  /** A window of X: by its id where ffmpeg can, else the part of the screen that it covers. */
  | {
      readonly kind: 'x11-window'
      readonly display: string
      readonly windowId: number
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  /** Windows: a monitor by Desktop Duplication; by gdigrab where that refuses it. */
  | { readonly kind: 'ddagrab'; readonly output: number; readonly place: Place }
  /** Windows: a window by its title. */
  | { readonly kind: 'gdigrab-window'; readonly title: string }
  | { readonly kind: 'v4l2'; readonly path: string }
  /** Windows: a camera by its alternative name. */
  | { readonly kind: 'dshow-camera'; readonly name: string }
  | { readonly kind: 'avfoundation-camera'; readonly deviceIndex: number }
  | { readonly kind: 'image'; readonly path: string }
  /** Played in a loop at its own pace, with its sound. */
  | { readonly kind: 'file'; readonly path: string }
  /** Recorded by a page with the browser's own means; what it sends is WebM. */
  | { readonly kind: 'page'; readonly id: string }

/** A sound that a source process opens. */
export type SoundInput =
  | { readonly kind: 'pulse'; readonly name: string }
  | { readonly kind: 'alsa'; readonly name: string }
  | { readonly kind: 'dshow-microphone'; readonly name: string }
  | { readonly kind: 'avfoundation-microphone'; readonly deviceIndex: number }
  /** Of a page whose picture is not shown. */
  | { readonly kind: 'page'; readonly id: string }
  /** Of the file or the page that the same source shows. */
  | { readonly kind: 'of-the-picture' }
