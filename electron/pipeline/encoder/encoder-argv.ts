import { assertNever } from '#shared/result'
import type { ProgramSettings } from '../port.ts'
import type { VideoInput } from '../source/video-input.ts'
import { canvasOf } from './canvas.ts'
import { filterGraph, outputs } from './filter-graph.ts'
import { silenceSource, toneSource } from './tone.ts'

/** What one encoder process is started for. */
export type EncoderPlan = {
  readonly video: VideoInput
  readonly program: ProgramSettings
}

/** Descriptors of an encoder process beside 0 (live commands), 1 (FLV) and 2 (log). */
export const encoderPipes = { preview: 3, meter: 4, progress: 5 } as const

/** Rate of the samples on the meter pipe: signed 16-bit little-endian, one channel. */
export const meterSampleRate = 48_000

/**
 * A reader that pauses or goes away must never reach the stream: a plain second output stopped the FLV after 3.7 s
 * or ended ffmpeg, this one drops what nobody takes and carries on.
 */
const unharmful = (format: string, fd: number): readonly string[] =>
  `-f fifo -fifo_format ${format} -queue_size 8 -drop_pkts_on_overflow 1 -attempt_recovery 1 -recovery_wait_time 1 -recover_any_error 1 -flush_packets 1 pipe:${fd}`.split(
    ' ',
  )

/** Everything about these inputs is known beforehand; looking into them first would cost up to 0.4 s. */
const knownInput = ['-probesize', '32', '-analyzeduration', '0']

const videoInput = (video: VideoInput, fps: number): readonly string[] => {
  switch (video.kind) {
    case 'x11grab': {
      const size = `${video.width}x${video.height}`
      const place = `${video.display}+${video.x},${video.y}`
      return [...knownInput, '-f', 'x11grab', '-draw_mouse', '1', '-framerate', `${fps}`, '-video_size', size, '-i', place]
    }
    case 'gdigrab':
      return ['-f', 'gdigrab', '-draw_mouse', '1', '-framerate', `${fps}`, '-i', 'desktop']
    case 'avfoundation':
      return ['-f', 'avfoundation', '-capture_cursor', '1', '-framerate', `${fps}`, '-i', `${video.deviceIndex}:none`]
    case 'test-pattern':
      throw new Error('the test pattern and its sound are one input')
    default:
      return assertNever(video)
  }
}

/** Opened at real-time pace. The test pattern and its sound share one input, and with it one clock. */
const inputs = (plan: EncoderPlan): { readonly args: readonly string[]; readonly soundInput: number } => {
  const { video, program } = plan
  const sound = program.sound === 'tone' ? toneSource : silenceSource
  const lavfi = (graph: string) => [...knownInput, '-re', '-f', 'lavfi', '-i', graph]
  const { width, height } = canvasOf(program.orientation)
  return video.kind === 'test-pattern'
    ? { args: lavfi(`testsrc2=size=${width}x${height}:rate=${program.fps}[out0];${sound}[out1]`), soundInput: 0 }
    : { args: [...videoInput(video, program.fps), ...lavfi(sound)], soundInput: 1 }
}

/**
 * ffmpeg turns RGB into YUV by the matrix of BT.601; a player that is not told takes BT.709 for pictures of this size, and reds come out orange
 * (seen in Chromium: ff0000 as ff1a00). Converting to BT.709 instead would cost processor time; saying what it is costs nothing.
 */
const colour = '-colorspace smpte170m -color_primaries bt709 -color_trc bt709 -color_range tv'.split(' ')

const x264 = ({ fps, gopSeconds, videoKbps }: ProgramSettings): readonly string[] => {
  const gop = `${Math.max(1, Math.round(gopSeconds * fps))}`
  const rate = `${videoKbps}k`
  return ['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency']
    .concat('-b:v', rate, '-maxrate', rate, '-bufsize', rate)
    .concat('-g', gop, '-keyint_min', gop, '-sc_threshold', '0')
    .concat(colour)
}

/** The command line of the encoder: FLV on stdout, preview, meter and progress on `encoderPipes`. Holds no secret. */
export const encoderArgs = (plan: EncoderPlan): readonly string[] => {
  const { program } = plan
  const { args, soundInput } = inputs(plan)
  return [
    ...['-hide_banner', '-nostats', '-y', '-loglevel', 'warning', '-progress', `pipe:${encoderPipes.progress}`],
    ...args,
    ...['-filter_complex', filterGraph(plan.video, soundInput, program)],
    ...['-map', outputs.video, '-map', outputs.sound],
    ...x264(program),
    ...['-c:a', 'aac', '-b:a', `${program.audioKbps}k`, '-ar', '48000', '-ac', '2'],
    ...['-f', 'flv', '-flvflags', 'no_duration_filesize', '-flush_packets', '1', 'pipe:1'],
    ...['-map', outputs.preview, '-c:v', 'mjpeg', '-q:v', '5', ...unharmful('mjpeg', encoderPipes.preview)],
    ...['-map', outputs.meter, '-c:a', 'pcm_s16le', '-ar', `${meterSampleRate}`, '-ac', '1', ...unharmful('s16le', encoderPipes.meter)],
  ]
}
