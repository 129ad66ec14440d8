import type { CanvasSize } from '#shared/scenes'
import type { ExifOrientation, StillTraits } from './read-still-traits.ts'

/**
 * Makes a picture smaller until it fits into `largest` both ways, in square pixels and with even sides, and never larger. The colours come out as
 * BT.601 of limited range, whatever they were. (`force_divisible_by` would say the sides shorter, but the bundled build lacks it.)
 */
export const shrinkFilters = ({ width, height }: CanvasSize): readonly string[] => [
  `scale=w='max(2,2*trunc(min(min(iw*sar,${width}),${height}*dar)/2))':h='max(2,2*trunc(min(min(ih,${height}),${width}/dar)/2))'` +
    ':out_range=tv:out_color_matrix=bt601',
  'format=yuv420p',
  'setsar=1',
]

/** Passes every picture on that does not come too soon after the last one for `fps` a second. */
export const noMoreThan = (fps: number): string => `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${(0.9 / fps).toFixed(5)})'`

/**
 * Passes every picture of a device on as soon as it is there, but no more than `fps` a second. The filter `fps` would hold each one back until the
 * next has come, and with it the lips behind the voice. Consecutive times keep the output from repeating or dropping any.
 */
export const liveFilters = (fps: number, largest: CanvasSize): string =>
  [noMoreThan(fps), ...shrinkFilters(largest), 'settb=AVTB', `setpts=N/(${fps}*TB)`].join(',')

/** Lays pictures on a grid that begins at zero: picture n is that of n/fps, whatever is missing before it. */
export const mediaFilters = (fps: number, largest: CanvasSize): string => [`fps=fps=${fps}:start_time=0`, ...shrinkFilters(largest)].join(',')

/** How often a still picture is repeated, so that it is seen to be there. */
export const stillFps = 2

/** By the orientation of EXIF: what brings the picture upright. */
const uprightFilters: Readonly<Record<ExifOrientation, readonly string[]>> = {
  1: [],
  2: ['hflip'],
  3: ['hflip', 'vflip'],
  4: ['vflip'],
  5: ['transpose=0'],
  6: ['transpose=1'],
  7: ['transpose=3'],
  8: ['transpose=2'],
}

/** Lays a picture over black, as the canvas around it is. (`premultiply` would say it shorter, but makes grey of black in the bundled build.) */
const overBlack = 'format=rgba,split[over][under];[under]lutrgb=r=0:g=0:b=0:a=255[black];[black][over]overlay=format=rgb'

/** One picture over and over at its pace; it is decoded, turned upright and made smaller once. */
export const stillFilters = (largest: CanvasSize, { orientation, mayBeTransparent }: StillTraits): string =>
  [
    ...(mayBeTransparent ? [overBlack] : []),
    ...uprightFilters[orientation],
    ...shrinkFilters(largest),
    'loop=loop=-1:size=1:start=0',
    'settb=AVTB',
    `setpts=N/(${stillFps}*TB)`,
    'realtime',
  ].join(',')

/**
 * Two channels out of any number. ffmpeg’s own way from one channel to two takes 3 dB away; here one channel comes out of both sides as loud as it
 * was, two stay as they are, and more are mixed without being cut off.
 */
const twoChannels = 'pan=stereo|FL<FL+0.7*FC+0.5*BL+0.5*SL|FR<FR+0.7*FC+0.5*BR+0.5*SR'

export const deviceSoundFilters = twoChannels

/** Sample k is that of k/48000: holes are filled with silence, and what a file tells of its times is followed within 20 ms. */
export const mediaSoundFilters = `${twoChannels},aresample=async=1000:min_hard_comp=0.02:first_pts=0`
