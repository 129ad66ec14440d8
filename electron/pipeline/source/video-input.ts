/** Pixels; the upper left corner of the primary monitor is 0, 0. */
export type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** What the encoder opens by itself. Sizes are even (4:2:0 halves them) and in pixels. */
export type VideoInput =
  | { readonly kind: 'x11grab'; readonly display: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** Windows: the whole desktop, or one monitor of it. */
  | { readonly kind: 'gdigrab'; readonly place?: Place }
  /** macOS: a capture device by its number. */
  | { readonly kind: 'avfoundation'; readonly deviceIndex: number }
  | { readonly kind: 'test-pattern' }

export type Screen = { readonly id: string; readonly label: string; readonly width?: number; readonly height?: number; readonly input: VideoInput }

/** The options of gdigrab for what it shows, up to and with `-i`. */
export const gdigrabArgs = (place: Place | undefined, fps: number): readonly string[] => {
  const part = place && ['-offset_x', `${place.x}`, '-offset_y', `${place.y}`, '-video_size', `${place.width}x${place.height}`]
  return ['-f', 'gdigrab', '-draw_mouse', '1', '-framerate', `${fps}`, ...(part ?? []), '-i', 'desktop']
}

/** The largest even size that fits. */
export const evenSize = (size: number): number => size - (size % 2)
