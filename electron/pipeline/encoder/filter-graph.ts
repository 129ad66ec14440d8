import { greySizeOf, greysPerSecond } from '../watch/grey-picture.ts'
import { canvasOf, fitFilters, previewOf } from './canvas.ts'
import type { EncoderInputs, EncoderProgram } from './encoder-argv.ts'
import { uploadFilters } from './video-codec.ts'

export const previewFps = 10

/**
 * How far the preview's clock runs ahead, in seconds. ffmpeg works for the output that is furthest behind;
 * a preview of ten pictures a second would always be that one, and the stream would leave in bursts of three frames
 * (seen: 100 ms apart; with this lead 30–60 ms). Nobody reads the preview's timestamps.
 */
const previewLeadSeconds = 0.2

/** The same for the small grey pictures, which come five times as seldom. */
const greyLeadSeconds = 1

/** Labels of what leaves the graph. */
export const outputs = { video: '[video]', sound: '[sound]', preview: '[preview]', meter: '[meter]', grey: '[grey]' } as const

/** Filters that bring what is opened onto the canvas; nothing where the bus has composed it already. */
const fitted = (inputs: EncoderInputs, program: EncoderProgram): readonly string[] => {
  if (inputs.kind === 'bus') return []
  const { video } = inputs
  const canvas = canvasOf(program)
  const source = video.kind === 'x11grab' ? video : video.kind === 'test-pattern' ? canvas : null
  return [`fps=${program.fps}`, ...fitFilters(source, canvas)]
}

const sound = (inputs: EncoderInputs): readonly string[] => {
  if (inputs.kind !== 'direct') return [`[1:a]anull${outputs.sound}`]
  return [
    `[${inputs.video.kind === 'test-pattern' ? 0 : 1}:a]asplit[mono]${outputs.meter}`,
    // ffmpeg's own way from one channel to two takes 3 dB away: viewers would hear less than the meter shows.
    `[mono]pan=stereo|c0=c0|c1=c0${outputs.sound}`,
  ]
}

/** Small grey pictures. `select` hands the first one on at once, where `fps` would wait for the next, and with it the start of the stream. */
const grey = (program: EncoderProgram): string => {
  const { width, height } = greySizeOf(canvasOf(program))
  const seldom = `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${1 / greysPerSecond})'`
  return `[seen]${seldom},scale=${width}:${height}:flags=area,format=yuv420p,setpts=PTS+${greyLeadSeconds}/TB${outputs.grey}`
}

/** The whole way from what goes into the encoder to what leaves it, with the copies for the preview and the meters. */
export const filterGraph = (inputs: EncoderInputs, program: EncoderProgram): string => {
  const preview = previewOf(canvasOf(program))
  const upload = uploadFilters(program.encoder)
  const full = upload.length === 0 ? outputs.video : '[full]'
  // what the bus composes it sees itself
  const isSeen = inputs.kind !== 'bus'
  const chains = [
    `[0:v]${[...fitted(inputs, program), 'setsar=1', 'format=yuv420p', isSeen ? 'split=3' : 'split'].join(',')}${full}[small]${isSeen ? '[seen]' : ''}`,
    ...(upload.length === 0 ? [] : [`${full}${upload.join(',')}${outputs.video}`]),
    `[small]fps=${previewFps},scale=${preview.width}:${preview.height}:flags=fast_bilinear,format=yuvj420p,setpts=PTS+${previewLeadSeconds}/TB${outputs.preview}`,
    ...(isSeen ? [grey(program)] : []),
    ...sound(inputs),
  ]
  return chains.join(';')
}
