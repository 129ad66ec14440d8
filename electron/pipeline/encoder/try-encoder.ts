import type { EncoderView } from '#shared/contract'
import { type EncoderKind, type HardwareEncoder, hardwareEncoders } from '#shared/encoding'
import { type Failure, failure } from '#shared/failure'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { runBriefly } from '../../processes/run-briefly.ts'
import type { FfmpegBinary } from '../ffmpeg/ffmpeg-in-use.ts'
import type { Capabilities } from '../ffmpeg/parse-capabilities.ts'
import { createProgressReader } from '../ffmpeg/read-progress.ts'
import type { EncoderSize } from '../port.ts'
import { canvasOf } from './canvas.ts'
import { codecNames, deviceArgs, uploadFilters, videoArgs } from './video-codec.ts'

export type EncoderTrials = {
  /** Null when a second of this size came out whole; otherwise `encoder-unavailable` with the reason in `detail`. Each binary is asked once. */
  readonly try: (binary: FfmpegBinary, encoder: HardwareEncoder, size: EncoderSize) => Promise<Failure | null>
  /** x264 first; every other one is tried, one after another. */
  readonly list: (binary: FfmpegBinary, size: EncoderSize) => Promise<readonly EncoderView[]>
  /** It has failed since: the next time it is tried again. */
  readonly doubt: (binary: FfmpegBinary, encoder: HardwareEncoder) => void
}

export type TryEncoderDeps = { readonly keeper: ProcessKeeper; readonly logger: Logger }

const deadlineMs = 5000

/** A second of the test pattern at its own pace: a chip is not asked for more than a broadcast would ask of it. */
export const trialArgs = (encoder: EncoderKind, size: EncoderSize): readonly string[] => {
  const { width, height } = canvasOf(size)
  const graph = ['format=yuv420p', ...uploadFilters(encoder)].join(',')
  return [
    ...['-hide_banner', '-nostats', '-nostdin', '-loglevel', 'error', ...deviceArgs(encoder)],
    ...['-re', '-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=${size.fps}`, '-frames:v', `${size.fps}`, '-vf', graph],
    ...videoArgs({ height: size.height, fps: size.fps, preset: 'veryfast', encoder, videoKbps: 2500, gopSeconds: 1 }),
    ...['-f', 'flv', 'pipe:1'],
  ]
}

const decodeArgs = ['-hide_banner', '-nostats', '-loglevel', 'error', '-f', 'flv', '-i', 'pipe:0', '-f', 'null', '-progress', 'pipe:1', '-']

/** The words of ffmpeg that explain most come first. */
const firstLines = (stderr: string): string => stderr.split('\n').slice(0, 3).join('; ')

const tryOnce = async ({ path, can }: FfmpegBinary, encoder: HardwareEncoder, size: EncoderSize, deps: TryEncoderDeps): Promise<Failure | null> => {
  const refuse = (detail: string) => failure('encoder-unavailable', { params: { encoder }, detail })
  if (!can.encoders.has(codecNames[encoder])) return refuse(`this ffmpeg was built without ${codecNames[encoder]}`)
  const encoded = await runBriefly({ what: 'encoder trial', path, args: trialArgs(encoder, size), deadlineMs, ...deps })
  if (encoded.late) return refuse(`nothing whole within ${deadlineMs} ms`)
  if (encoded.exit.kind === 'not-started') return refuse(encoded.exit.errorCode)
  if (encoded.exit.code !== 0 || encoded.stdout.length === 0) return refuse(firstLines(encoded.stderr) || 'it ended without a picture')
  const decoded = await runBriefly({ what: 'encoder trial', path, args: decodeArgs, input: encoded.stdout, deadlineMs, ...deps })
  const frames = createProgressReader().read(decoded.stdout).at(-1)?.frame ?? 0
  if (decoded.late || decoded.stderr !== '' || frames < size.fps)
    return refuse(firstLines(decoded.stderr) || `${frames} of ${size.fps} pictures could be decoded`)
  return null
}

export const createEncoderTrials = (deps: TryEncoderDeps): EncoderTrials => {
  const known = new WeakMap<Capabilities, Map<string, Promise<Failure | null>>>()

  const ofBinary = ({ can }: FfmpegBinary) => {
    const there = known.get(can) ?? new Map<string, Promise<Failure | null>>()
    known.set(can, there)
    return there
  }

  const tryIt: EncoderTrials['try'] = (binary, encoder, size) => {
    const { width, height } = canvasOf(size)
    const key = `${encoder} ${width}x${height} ${size.fps}`
    const answers = ofBinary(binary)
    const answer = answers.get(key) ?? tryOnce(binary, encoder, size, deps)
    answers.set(key, answer)
    return answer
  }

  return {
    try: tryIt,
    list: async (binary, size) => {
      const views: EncoderView[] = [{ encoder: 'x264', available: true, experimental: false, failure: null }]
      for (const encoder of hardwareEncoders) {
        const why = await tryIt(binary, encoder, size)
        views.push({ encoder, available: why === null, experimental: true, failure: why })
      }
      return views
    },
    doubt: (binary, encoder) => {
      const answers = ofBinary(binary)
      for (const key of answers.keys()) if (key.startsWith(`${encoder} `)) answers.delete(key)
    },
  }
}
