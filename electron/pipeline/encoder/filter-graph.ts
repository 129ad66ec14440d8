import type { ProgramSettings } from '../port.ts'
import type { VideoInput } from '../source/video-input.ts'
import { canvasOf, fitFilters, previewOf } from './canvas.ts'

export const previewFps = 10

/**
 * How far the preview's clock runs ahead, in seconds. ffmpeg works for the output that is furthest behind;
 * a preview of ten pictures a second would always be that one, and the stream would leave in bursts of three frames
 * (seen: 100 ms apart; with this lead 30–60 ms). Nobody reads the preview's timestamps.
 */
const previewLeadSeconds = 0.2

/** Labels of what leaves the graph. */
export const outputs = { video: '[video]', sound: '[sound]', preview: '[preview]', meter: '[meter]' } as const

/**
 * The whole composition: picture number 0 fitted and paced, sound `soundInput`, and from both the copies
 * for the preview and the meters.
 */
export const filterGraph = (video: VideoInput, soundInput: number, program: ProgramSettings): string => {
  const { fps } = program
  const canvas = canvasOf(program.orientation)
  const source = video.kind === 'x11grab' ? video : video.kind === 'test-pattern' ? canvas : null
  const preview = previewOf(canvas)
  const chains = [
    `[0:v]${[`fps=${fps}`, ...fitFilters(source, canvas), 'setsar=1', 'format=yuv420p', 'split'].join(',')}${outputs.video}[small]`,
    `[small]fps=${previewFps},scale=${preview.width}:${preview.height}:flags=fast_bilinear,format=yuvj420p,setpts=PTS+${previewLeadSeconds}/TB${outputs.preview}`,
    `[${soundInput}:a]asplit[mono]${outputs.meter}`,
    // ffmpeg's own way from one channel to two takes 3 dB away: viewers would hear less than the meter shows.
    `[mono]pan=stereo|c0=c0|c1=c0${outputs.sound}`,
  ]
  return chains.join(';')
}
