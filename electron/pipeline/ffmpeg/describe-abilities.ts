import type { FfmpegAbilities } from '#shared/contract'
import { encoderKinds } from '#shared/encoding'
import { codecNames } from '../encoder/video-codec.ts'
import type { Capabilities } from './parse-capabilities.ts'

const screenDevices = ['x11grab', 'gdigrab', 'avfoundation']
const cameraDevices = ['video4linux2', 'v4l2', 'dshow', 'avfoundation']
/** On Linux the sound server's own recorder does without ffmpeg; ALSA and the others need it. */
const soundDevices = ['pulse', 'alsa', 'dshow', 'avfoundation']

/** What a person may want to know of an ffmpeg, out of its lists. */
export const describeAbilities = ({ inputDevices, encoders, outputProtocols }: Capabilities): FfmpegAbilities => {
  const opens = (devices: readonly string[]) => devices.some((device) => [...inputDevices].some((known) => known.split(',').includes(device)))
  return {
    screens: opens(screenDevices),
    cameras: opens(cameraDevices),
    microphones: opens(soundDevices),
    soundServer: opens(['pulse']),
    secure: outputProtocols.has('rtmps'),
    encoders: encoderKinds.filter((kind) => encoders.has(codecNames[kind])),
  }
}
