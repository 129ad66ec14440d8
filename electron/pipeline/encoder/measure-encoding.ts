import type { EncodingChoice, EncodingMeasurement } from '#shared/contract'
import { bitrateFor } from '#shared/encoding'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { runBriefly } from '../../processes/run-briefly.ts'
import { createProgressReader } from '../ffmpeg/read-progress.ts'
import { canvasOf } from './canvas.ts'
import { chooseFrom, type EncodingCost, type EncodingTrial, judgeCost, nextTrial } from './choose-encoding.ts'
import { videoArgs } from './video-codec.ts'

export type MeasureDeps = {
  readonly path: string
  readonly cores: number
  /** Ends it at once; the answer is then `not-allowed` with `working`. */
  readonly signal: AbortSignal
  readonly keeper: ProcessKeeper
  readonly logger: Logger
}

/** Of media. A test takes longer only where the computer is too slow for it anyway. */
const testSeconds = 1.5
const deadlineMs = 4000

/** A busy picture, drawn a few times and then repeated: what is measured is the encoding, not the drawing. */
const busyPicture = ({ height, fps }: EncodingTrial): string => {
  const canvas = canvasOf({ orientation: 'horizontal', height })
  return `testsrc2=size=${canvas.width}x${canvas.height}:rate=${fps},format=yuv420p,noise=alls=12:allf=t,loop=loop=-1:size=10:start=0`
}

export const measureArgs = (trial: EncodingTrial): readonly string[] => [
  // the times of `-benchmark` are told at this level
  ...['-hide_banner', '-nostats', '-nostdin', '-loglevel', 'info', '-benchmark', '-progress', 'pipe:1'],
  ...['-f', 'lavfi', '-i', busyPicture(trial), '-frames:v', `${testSeconds * trial.fps}`],
  ...videoArgs({ ...trial, encoder: 'x264', videoKbps: bitrateFor(trial), gopSeconds: 2 }),
  ...['-f', 'null', '-'],
]

/** What `-benchmark` says at the end, as `bench: utime=1.234s stime=0.056s rtime=0.789s`; older builds leave out `stime`. */
export const parseBenchmark = (text: string): { readonly cpuMs: number; readonly wallMs: number } | null => {
  const found = /bench: utime=([\d.]+)s(?: stime=([\d.]+)s)? rtime=([\d.]+)s/.exec(text)
  return found === null ? null : { cpuMs: 1000 * (Number(found[1]) + Number(found[2] ?? 0)), wallMs: 1000 * Number(found[3]) }
}

const measure = async (trial: EncodingTrial, deps: MeasureDeps): Promise<Result<EncodingCost>> => {
  const { path, cores, signal, keeper, logger } = deps
  const ran = await runBriefly({ what: 'encoder measurement', path, args: measureArgs(trial), deadlineMs, signal, keeper, logger })
  if (signal.aborted) return err(failure('not-allowed', { params: { reason: 'working' } }))
  const frames = createProgressReader().read(ran.stdout).at(-1)?.frame ?? 0
  if (ran.late) return ok({ frames, wallMs: deadlineMs, cpuMs: deadlineMs * cores })
  const times = parseBenchmark(ran.stderr)
  if (ran.exit.kind !== 'exited' || ran.exit.code !== 0 || times === null || frames === 0)
    return err(failure('encoder-failed', { detail: ran.stderr.slice(-300) }))
  return ok({ frames, ...times })
}

/** Measures, one after another, what has to be known to choose; within half a minute, and within ten seconds as a rule. */
export const chooseEncoding = async (deps: MeasureDeps): Promise<Result<EncodingChoice>> => {
  const measured: EncodingMeasurement[] = []
  for (let trial = nextTrial(measured); trial !== null; trial = nextTrial(measured)) {
    const cost = await measure(trial, deps)
    if (!cost.ok) return cost
    measured.push(judgeCost(trial, cost.value, deps.cores))
  }
  return ok(chooseFrom(measured, deps.cores))
}
