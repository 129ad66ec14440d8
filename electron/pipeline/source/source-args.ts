import { assertNever } from '#shared/result'
import { busSampleRate } from '../bus/port.ts'
import { silenceSource, toneSource } from '../encoder/tone.ts'
import { type InputArgs, parecArgs, pictureDeviceArgs, soundDeviceArgs } from './device-args.ts'
import type { SourceRequest } from './port.ts'
import { plainStill, type StillTraits } from './read-still-traits.ts'
import type { SourceAbilities } from './source-abilities.ts'
import { deviceSoundFilters, liveFilters, mediaFilters, mediaSoundFilters, noMoreThan, stillFilters, stillFps } from './source-filters.ts'

/** One way to open a source: a process, and what its pipes carry. */
export type SourceCommand = {
  readonly program: 'ffmpeg' | 'parec'
  readonly args: readonly string[]
  /** `file`: the opened file itself; `page`: what the page sends. */
  readonly stdin: 'nothing' | 'file' | 'page'
  /** The pipe with yuv4mpegpipe, or null. */
  readonly pictureFd: 1 | null
  /** The pipe with s16le, or null. */
  readonly soundFd: 1 | 3 | null
  /**
   * `arrival`: what arrives was there a moment ago. `media`: picture n is of n/fps and sample k of k/48000, on one clock. `grabbed`: pipe 3 says when each
   * picture was taken, line by line, in ms since the Unix epoch.
   */
  readonly timing: 'arrival' | 'media' | 'grabbed'
}

type Picture = NonNullable<SourceRequest['picture']>

const quiet = ['-hide_banner', '-nostats', '-loglevel', 'error'] as const
const alone = [...quiet, '-nostdin'] as const

/** What a page records, as it arrives. Each further thread of a decoder would hold one more picture back. */
const pageInput: InputArgs = [
  ...['-protocol_whitelist', 'pipe', '-probesize', '32768', '-analyzeduration', '1', '-threads', '1'],
  ...['-f', 'matroska', '-i', 'pipe:0'],
]

/** Without flushing, the end of each picture would wait for the beginning of the next. */
const pictureOutput = (filters: string, rate: number): InputArgs => [
  ...['-map', '0:v:0', '-vf', filters, '-r', `${rate}`],
  ...['-f', 'yuv4mpegpipe', '-flush_packets', '1', 'pipe:1'],
]

/**
 * The pictures of an X display, each preceded by the moment in which it was taken: a busy computer hands them over later, and by that they would seem younger
 * than they are. The two pixels are only the cheapest that can be had along with the time. Both outputs take exactly what is given to them.
 */
const grabbedOutputs = (fps: number, largest: Picture['largest']): InputArgs => [
  ...['-map', '0:v:0', '-vf', `${noMoreThan(fps)},crop=2:2:0:0`, '-c:v', 'rawvideo', '-vsync', '0', '-enc_time_base', '1:1000'],
  ...['-f', 'mkvtimestamp_v2', '-flush_packets', '1', 'pipe:3'],
  ...['-map', '0:v:0', '-vf', liveFilters(fps, largest), '-vsync', '0', '-f', 'yuv4mpegpipe', '-flush_packets', '1', 'pipe:1'],
]

const soundOutput = (filters: string, fd: 1 | 3): InputArgs => [
  ...['-map', '0:a:0', '-af', filters, '-ar', `${busSampleRate}`, '-ac', '2', '-c:a', 'pcm_s16le'],
  ...['-f', 's16le', '-flush_packets', '1', `pipe:${fd}`],
]

/**
 * Command lines for a source: the most wanted first, the next ones for what refuses that. Names and paths stand alone in one argument, or in none;
 * never in a filter graph. A path never becomes an address: only local files, or only pipes, may be opened.
 * @param still what is known of an image’s file
 */
export const sourceCommands = (request: SourceRequest, abilities: SourceAbilities, still: StillTraits = plainStill): readonly SourceCommand[] => {
  const { picture, sound } = request
  if (picture === null) {
    if (sound === null || sound.kind === 'of-the-picture') throw new Error('a source of nothing')
    return sound.kind === 'page' ? [pageSoundCommand] : soundCommands(sound, abilities)
  }
  if (sound !== null && sound.kind !== 'of-the-picture') throw new Error('a picture and the sound of another device are two sources')
  return pictureCommands(picture, sound !== null, abilities, still)
}

const soundCommands = (sound: Parameters<typeof soundDeviceArgs>[0], abilities: SourceAbilities): readonly SourceCommand[] => {
  const common = { stdin: 'nothing', pictureFd: null, soundFd: 1, timing: 'arrival' } as const
  if (sound.kind === 'pulse' && !abilities.pulse) return [{ ...common, program: 'parec', args: parecArgs(sound.name) }]
  return soundDeviceArgs(sound).map((input) => ({
    ...common,
    program: 'ffmpeg',
    args: [...alone, ...input, ...soundOutput(deviceSoundFilters, 1)],
  }))
}

const pictureCommands = (
  { input, fps, largest }: Picture,
  withSound: boolean,
  abilities: SourceAbilities,
  still: StillTraits,
): readonly SourceCommand[] => {
  switch (input.kind) {
    case 'image': {
      // through the opened file, its name is neither a pattern nor an address
      const opened = [...alone, '-protocol_whitelist', 'pipe', '-noautorotate', '-i', 'pipe:0']
      const args = [...opened, ...pictureOutput(stillFilters(largest, still), stillFps)]
      return [{ program: 'ffmpeg', args, stdin: 'file', pictureFd: 1, soundFd: null, timing: 'arrival' }]
    }
    case 'file': {
      const opened = [...alone, '-protocol_whitelist', 'file', '-re', '-stream_loop', '-1', '-i', `file:${input.path}`]
      return mediaCommands(opened, fps, largest, withSound, 'nothing')
    }
    case 'page': {
      return mediaCommands([...quiet, ...pageInput], fps, largest, withSound, 'page')
    }
    case 'test-pattern': {
      const graph = `testsrc2=size=${largest.width}x${largest.height}:rate=${fps}[out0];${withSound ? toneSource(null) : silenceSource}[out1]`
      return mediaCommands([...alone, '-re', '-f', 'lavfi', '-i', graph], fps, largest, withSound, 'nothing').slice(0, 1)
    }
    case 'x11grab':
    case 'x11-window':
      return pictureDeviceArgs(input, fps, abilities).map((opened) => ({
        program: 'ffmpeg',
        args: [...alone, '-copyts', ...opened, ...grabbedOutputs(fps, largest)],
        stdin: 'nothing',
        pictureFd: 1,
        soundFd: null,
        timing: 'grabbed',
      }))
    case 'gdigrab':
    case 'ddagrab':
    case 'gdigrab-window':
    case 'avfoundation':
    case 'v4l2':
    case 'dshow-camera':
    case 'avfoundation-camera':
      return pictureDeviceArgs(input, fps, abilities).map((opened) => ({
        program: 'ffmpeg',
        args: [...alone, ...opened, ...pictureOutput(liveFilters(fps, largest), fps)],
        stdin: 'nothing',
        pictureFd: 1,
        soundFd: null,
        timing: 'arrival',
      }))
    default:
      return assertNever(input)
  }
}

/** The sound of a page, whether or not it records a picture too. */
const pageSoundCommand: SourceCommand = {
  program: 'ffmpeg',
  args: [...quiet, ...pageInput, ...soundOutput(mediaSoundFilters, 1)],
  stdin: 'page',
  pictureFd: null,
  soundFd: 1,
  timing: 'media',
}

/** Picture and sound of one process; the picture alone for what turns out to have no sound. */
const mediaCommands = (
  opened: InputArgs,
  fps: number,
  largest: Picture['largest'],
  withSound: boolean,
  stdin: SourceCommand['stdin'],
): readonly SourceCommand[] => {
  const seen = [...opened, ...pictureOutput(mediaFilters(fps, largest), fps)]
  const common = { program: 'ffmpeg', stdin, pictureFd: 1, timing: 'media' } as const
  const silent: SourceCommand = { ...common, args: seen, soundFd: null }
  return withSound ? [{ ...common, args: [...seen, ...soundOutput(mediaSoundFilters, 3)], soundFd: 3 }, silent] : [silent]
}
