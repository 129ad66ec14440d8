/** What flashes and beeps, in a window or in a film, and whoever reads it agree on this. */

export const flashTitle = 'Flash and beep'
export const beepHz = 1000

/** Between two changes from black to white or back, in ms: uneven, so that they fall on every place between two pictures. */
export const nextFlashMs = (n) => 190 + ((n * 49.3) % 80)
