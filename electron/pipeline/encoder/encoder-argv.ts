import { assertNever } from '#shared/result'
import { busSampleRate } from '../bus/port.ts'
import type { ProgramSettings } from '../port.ts'
import { gdigrabArgs, type VideoInput } from '../source/video-input.ts'
import { greysPerSecond } from '../watch/grey-picture.ts'
import { canvasOf } from './canvas.ts'
import { filterGraph, outputs } from './filter-graph.ts'
import { silenceSource, toneSource } from './tone.ts'
import { deviceArgs, videoArgs } from './video-codec.ts'

/** Where an encoder has its picture and its sound from. */
export type EncoderInputs =
  /**
   * It opens the picture itself, and makes its own sound. `fromMs`: the moment, in milliseconds since the Unix epoch, to which its time 0 belongs; null: its first
   * picture begins it.
   */
  | { readonly kind: 'direct'; readonly video: VideoInput; readonly sound: 'tone' | 'silence'; readonly fromMs: number | null }
  /**
   * It opens the picture itself; the bus brings the sound. `soundFromMs`: the moment, in milliseconds since the Unix epoch, at which the first sample
   * came to be. Screens are stamped by that clock, so that both can be laid side by side.
   */
  | { readonly kind: 'direct-picture'; readonly video: VideoInput; readonly soundFromMs: number }
  /** The bus brings both; picture n and sample n · 48000 / fps belong together. */
  | { readonly kind: 'bus' }

/** What one encoder process is started for. */
export type EncoderPlan = { readonly inputs: EncoderInputs; readonly program: EncoderProgram }

/** The part of a program that an encoder is started for. */
export type EncoderProgram = Omit<ProgramSettings, 'layers' | 'channels'>

/** Descriptors of an encoder process beside 0 (live commands), 1 (FLV) and 2 (log). `picture` and `sound` are what the bus brings, `grey` what is judged. */
export const encoderPipes = { preview: 3, meter: 4, progress: 5, picture: 6, sound: 7, grey: 8 } as const

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
      return gdigrabArgs(video.place, fps)
    case 'avfoundation':
      return ['-f', 'avfoundation', '-capture_cursor', '1', '-framerate', `${fps}`, '-i', `${video.deviceIndex}:none`]
    case 'test-pattern':
      throw new Error('the test pattern and its sound are one input')
    default:
      return assertNever(video)
  }
}

const lavfi = (graph: string) => [...knownInput, '-f', 'lavfi', '-i', graph]
const lavfiInRealTime = (graph: string) => [...knownInput, '-re', '-f', 'lavfi', '-i', graph]
const soundOfBus = ['-f', 's16le', '-ar', `${busSampleRate}`, '-ac', '2', '-i', `pipe:${encoderPipes.sound}`]

/** A screen is stamped with the time of day; what is taken off makes the first sample of the bus the beginning of both. */
const sinceMs = (ms: number) => ['-copyts', '-itsoffset', `-${(ms / 1000).toFixed(6)}`]

const inputArgs = ({ inputs, program }: EncoderPlan): readonly string[] => {
  const { width, height } = canvasOf(program)
  switch (inputs.kind) {
    case 'bus': {
      const picture = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', `${width}x${height}`, '-framerate', `${program.fps}`]
      return [...knownInput, ...picture, '-i', `pipe:${encoderPipes.picture}`, ...knownInput, ...soundOfBus]
    }
    case 'direct-picture':
      return [...sinceMs(inputs.soundFromMs), ...videoInput(inputs.video, program.fps), ...knownInput, ...soundOfBus]
    case 'direct': {
      const sound = inputs.sound === 'tone' ? toneSource(inputs.fromMs) : silenceSource
      // the test pattern and its sound share one input, and with it one clock
      if (inputs.video.kind === 'test-pattern') return lavfiInRealTime(`testsrc2=size=${width}x${height}:rate=${program.fps}[out0];${sound}[out1]`)
      const picture = videoInput(inputs.video, program.fps)
      if (inputs.fromMs === null) return [...picture, ...lavfiInRealTime(sound)]
      // the sound is made as the picture asks for it: at a pace of its own it would be late by what ffmpeg needs to start
      return [...sinceMs(inputs.fromMs), ...picture, ...lavfi(sound)]
    }
    default:
      return assertNever(inputs)
  }
}

/** The command line of the encoder: FLV on stdout, preview, meter, small grey pictures and progress on `encoderPipes`. Holds no secret. */
export const encoderArgs = (plan: EncoderPlan): readonly string[] => {
  const { inputs, program } = plan
  const meter = ['-map', outputs.meter, '-c:a', 'pcm_s16le', '-ar', `${meterSampleRate}`, '-ac', '1', ...unharmful('s16le', encoderPipes.meter)]
  const grey = ['-map', outputs.grey, '-c:v', 'rawvideo', '-r', `${greysPerSecond}`, ...unharmful('rawvideo', encoderPipes.grey)]
  return [
    ...['-hide_banner', '-nostats', '-y', '-loglevel', 'warning', '-progress', `pipe:${encoderPipes.progress}`],
    ...deviceArgs(program.encoder),
    ...inputArgs(plan),
    ...['-filter_complex', filterGraph(inputs, program)],
    ...['-map', outputs.video, '-map', outputs.sound],
    ...videoArgs(program),
    ...['-c:a', 'aac', '-b:a', `${program.audioKbps}k`, '-ar', '48000', '-ac', '2'],
    ...['-f', 'flv', '-flvflags', 'no_duration_filesize', '-flush_packets', '1', 'pipe:1'],
    ...['-map', outputs.preview, '-c:v', 'mjpeg', '-q:v', '5', ...unharmful('mjpeg', encoderPipes.preview)],
    // what the bus brings it has measured itself
    ...(inputs.kind === 'direct' ? meter : []),
    // what the bus composes it sees itself
    ...(inputs.kind === 'bus' ? [] : grey),
  ]
}
