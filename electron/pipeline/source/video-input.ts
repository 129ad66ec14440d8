/** What the encoder opens by itself. Sizes are even (4:2:0 halves them) and in pixels. */
export type VideoInput =
  | { readonly kind: 'x11grab'; readonly display: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** Windows: the whole desktop. */
  | { readonly kind: 'gdigrab' }
  /** macOS: a capture device by its number. */
  | { readonly kind: 'avfoundation'; readonly deviceIndex: number }
  | { readonly kind: 'test-pattern' }

export type Screen = { readonly id: string; readonly label: string; readonly width?: number; readonly height?: number; readonly input: VideoInput }

/** The largest even size that fits. */
export const evenSize = (size: number): number => size - (size % 2)
