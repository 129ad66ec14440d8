import type { CanvasSize } from '#shared/scenes'
import { placePicture } from '../bus/place-picture.ts'

const mostBars = 0.4

/** Shown whole, a picture of this size leaves more than 40 % of the canvas as bars: a phone on a wide canvas, a screen on a high one. */
export function leavesBars(canvas: CanvasSize, picture: CanvasSize): boolean {
  const { to } = placePicture(picture, { x: 0, y: 0, ...canvas }, 'fit')
  return 1 - (to.width * to.height) / (canvas.width * canvas.height) > mostBars
}
