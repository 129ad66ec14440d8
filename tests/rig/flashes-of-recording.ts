import { spawn } from 'node:child_process'
import { beepHz } from './flashes.mjs'
import { readFlvTimes } from './flv-times.ts'
import { readTimedSound } from './timed-sound.ts'

/** A change from dark and silent to bright and loud, or back. `pictureMs`: of the first picture that shows it. */
export type SeenFlash = { readonly pictureMs: number; readonly soundMs: number; readonly bright: boolean }

const filmFlashes = 'lt(mod(t,0.42),0.19)'

/** Arguments of ffmpeg for a film that flashes and beeps: its changes fall on every place between two pictures of 30 a second, and it can be played over and over. */
export const filmOfFlashes: readonly string[] = [
  ...['-f', 'lavfi', '-i', `color=black:s=320x180:r=50,drawbox=c=white:t=fill:enable='${filmFlashes}'`],
  ...['-f', 'lavfi', '-i', `aevalsrc='0.3*sin(2*PI*${beepHz}*t)*${filmFlashes}':s=44100`],
  ...['-t', '4.2', '-pix_fmt', 'yuv420p'],
]

type Change = { readonly atMs: number; readonly bright: boolean }

const sampleRate = 48_000
/** A period of the beep. */
const piece = sampleRate / beepHz
const piecesPerMs = beepHz / 1000
/** So far around a change of the sound nothing else changes. */
const aroundMs = 85
/** A picture and a sound of one change are never further apart; changes of the same kind are twice as far. */
const mostApartMs = 180

/** Every flash of an FLV (see `flash-and-beep.mjs`) in the time of the recording, by the timestamps of its pictures and sounds themselves. */
export async function flashesOf(path: string): Promise<readonly SeenFlash[]> {
  const [times, pictures, sound] = await Promise.all([readFlvTimes(path), brightnessOf(path), readTimedSound(path)])
  const seen = changesOf(pictures).map(({ at, bright }) => ({ atMs: times.pictures[at] ?? Number.NaN, bright }))
  const heard = soundChanges(sound.samples).map(({ atMs, bright }) => ({ atMs: sound.momentOf(atMs * 48), bright }))
  return heard.flatMap(({ atMs: soundMs, bright }): SeenFlash[] => {
    const nearest = nearestTo(
      seen.filter((change) => change.bright === bright),
      soundMs,
    )
    return nearest === null || Math.abs(nearest - soundMs) > mostApartMs ? [] : [{ pictureMs: nearest, soundMs, bright }]
  })
}

const nearestTo = (changes: readonly Change[], atMs: number): number | null =>
  changes.reduce<number | null>((best, change) => (best === null || Math.abs(change.atMs - atMs) < Math.abs(best - atMs) ? change.atMs : best), null)

const changesOf = (bright: readonly boolean[]) => bright.flatMap((is, at) => (at > 0 && is !== bright[at - 1] ? [{ at, bright: is }] : []))

/**
 * When the beep begins and ends, in ms of the decoded samples. A coder smears a change over both of its sides alike, so its place is where as much loudness
 * lies on its silent side as is missing on its loud one.
 */
const soundChanges = (samples: Float32Array): readonly Change[] => {
  const loudness = Float32Array.from({ length: Math.floor(samples.length / piece) }, (_, at) => rms(samples.subarray(at * piece, (at + 1) * piece)))
  const full = [...loudness].sort((a, b) => a - b)[Math.floor(loudness.length * 0.75)] ?? 0
  const around = aroundMs * piecesPerMs
  return changesOf([...loudness].map((value) => value > full / 2)).flatMap(({ at, bright }) => {
    const near = loudness.subarray(at - around, at + around)
    if (at < around || near.length < 2 * around) return []
    const loud = near.reduce((sum, value) => sum + Math.min(1, value / full), 0)
    return [{ atMs: (bright ? at + around - loud : at - around + loud) / piecesPerMs, bright }]
  })
}

const rms = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)

/** Of the middle of every picture. */
const brightnessOf = async (path: string): Promise<readonly boolean[]> => {
  const filters = 'crop=iw/4:ih/8,scale=1:1:flags=area,format=gray'
  const args = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-i', path, '-an', '-vsync', '0', '-vf', filters, '-f', 'rawvideo', 'pipe:1']
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const chunks: Buffer[] = []
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer)
  return [...Buffer.concat(chunks)].map((luma) => luma > 127)
}
