import { assertNever } from '#shared/result'
import type { CanvasSize } from '#shared/scenes'
import { busSampleRate } from '../bus/port.ts'
import type { CaptureInput, SoundInput } from './capture-input.ts'
import type { SourceAbilities } from './source-abilities.ts'
import { gdigrabArgs } from './video-input.ts'

/** Arguments of one input, up to and with `-i`. */
export type InputArgs = readonly string[]

/** What is there at once and described completely needs no looking into. */
const knownInput = ['-probesize', '32', '-analyzeduration', '0'] as const

/** The best that cameras of every kind give over every cable; larger ones are made smaller anyway. */
const cameraSize = '1280x720'

/** DirectShow separates two devices by a colon and knows no way to write one; its own list has an underscore in the place of each. */
export const dshowName = (name: string): string => name.replaceAll(':', '_')

type Device = Exclude<CaptureInput, { kind: 'image' | 'file' | 'page' | 'test-pattern' }>

/** Ways to open a picture device: the most wanted first, the plainest last. Those after the first are for devices that refuse what is asked of them. */
export const pictureDeviceArgs = (input: Device, fps: number, abilities: SourceAbilities): readonly InputArgs[] => {
  const framerate = ['-framerate', `${fps}`]
  const size = ['-video_size', cameraSize]
  switch (input.kind) {
    case 'x11grab':
      return [x11Region(input, input, fps)]
    case 'x11-window': {
      if (!abilities.windowId) return [x11Region(input, input, fps)]
      const id = ['-window_id', `0x${input.windowId.toString(16)}`]
      return [[...knownInput, '-f', 'x11grab', '-draw_mouse', '1', ...framerate, ...id, '-i', input.display]]
    }
    case 'gdigrab':
      return [gdigrabArgs(input.place, fps)]
    case 'ddagrab': {
      const graph = `ddagrab=output_idx=${input.output}:framerate=${fps}:draw_mouse=1,hwdownload,format=bgra`
      return [['-f', 'lavfi', '-i', graph], gdigrabArgs(input.place, fps)]
    }
    case 'gdigrab-window':
      return [['-f', 'gdigrab', '-draw_mouse', '1', ...framerate, '-i', `title=${input.title}`]]
    case 'avfoundation':
      return [['-f', 'avfoundation', '-capture_cursor', '1', ...framerate, '-i', `${input.deviceIndex}:none`]]
    case 'v4l2': {
      const open = (...asked: readonly string[]) => ['-f', 'v4l2', ...asked, '-i', input.path]
      // uncompressed, a camera on USB 2 gives 720p only a few times a second
      return [open('-input_format', 'mjpeg', ...framerate, ...size), open(...framerate, ...size), open()]
    }
    case 'dshow-camera': {
      const open = (...asked: readonly string[]) => ['-f', 'dshow', '-rtbufsize', '64M', ...asked, '-i', `video=${dshowName(input.name)}`]
      return [open('-vcodec', 'mjpeg', ...framerate, ...size), open(...framerate, ...size), open()]
    }
    case 'avfoundation-camera': {
      const open = (...asked: readonly string[]) => ['-f', 'avfoundation', ...asked, '-i', `${input.deviceIndex}:none`]
      return [open(...framerate, ...size), open('-framerate', '30'), open()]
    }
    default:
      return assertNever(input)
  }
}

const x11Region = (
  { display }: { readonly display: string },
  place: CanvasSize & { readonly x: number; readonly y: number },
  fps: number,
): InputArgs => {
  const size = `${place.width}x${place.height}`
  return [...knownInput, '-f', 'x11grab', '-draw_mouse', '1', '-framerate', `${fps}`, '-video_size', size, '-i', `${display}+${place.x},${place.y}`]
}

type SoundDevice = Exclude<SoundInput, { kind: 'of-the-picture' | 'page' }>

/** Bytes that PulseAudio hands over at once: 10 ms. Left alone it would collect up to two seconds. */
const fragmentBytes = (busSampleRate / 100) * 4

/** Ways to open a sound device, like those of a picture. PulseAudio without ffmpeg’s help is not among them: see `parecArgs`. */
export const soundDeviceArgs = (input: SoundDevice): readonly InputArgs[] => {
  const rate = ['-sample_rate', `${busSampleRate}`]
  switch (input.kind) {
    case 'pulse':
      return [[...knownInput, '-f', 'pulse', ...rate, '-channels', '2', '-fragment_size', `${fragmentBytes}`, '-name', 'Tally', '-i', input.name]]
    case 'alsa': {
      const open = (...asked: readonly string[]) => [...knownInput, '-f', 'alsa', ...asked, '-i', input.name]
      return [open(...rate, '-channels', '2'), open(...rate, '-channels', '1'), open('-channels', '1')]
    }
    case 'dshow-microphone':
      return [['-f', 'dshow', '-audio_buffer_size', '20', '-i', `audio=${dshowName(input.name)}`]]
    case 'avfoundation-microphone':
      return [['-f', 'avfoundation', '-i', `none:${input.deviceIndex}`]]
    default:
      return assertNever(input)
  }
}

/** PulseAudio’s own recorder, where ffmpeg was made without it: what it writes needs no ffmpeg any more. */
export const parecArgs = (name: string): readonly string[] => [
  ...['--raw', '--format=s16le', `--rate=${busSampleRate}`, '--channels=2', '--latency-msec=20'],
  ...['--client-name=Tally', `--device=${name}`],
]
