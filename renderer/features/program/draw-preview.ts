/** Draws JPEG pictures on a canvas. `draw` ends once the picture is on screen, so that the next one is asked for then. */
export function createPainter(canvas: HTMLCanvasElement, onDrawn: (frames: number) => void) {
  const context = canvas.getContext('2d', { alpha: false, desynchronized: true })
  let frames = 0
  let painting = true

  return {
    draw: async (jpeg: Uint8Array): Promise<void> => {
      const picture = await createImageBitmap(new Blob([jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }))
      await nextFrame()
      if (painting && context !== null) {
        if (canvas.width !== picture.width) canvas.width = picture.width
        if (canvas.height !== picture.height) canvas.height = picture.height
        context.drawImage(picture, 0, 0)
        frames += 1
        onDrawn(frames)
      }
      picture.close()
    },
    stop: () => {
      painting = false
    },
  }
}

const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))
