import { systemClock } from '../../../../electron/clock.ts'
import { silentLogger } from '../../../../electron/logging/port.ts'
import { createFramePool } from '../../../../electron/pipeline/bus/frame-pool.ts'
import { openSource } from '../../../../electron/pipeline/source/open-source.ts'
import type { SourceRequest, SourceState } from '../../../../electron/pipeline/source/port.ts'
import type { SourceAbilities } from '../../../../electron/pipeline/source/source-abilities.ts'
import { descendantsOf, type ProcessEntry } from '../../../rig/process-tree.ts'
import { until } from '../../../rig/until.ts'
import { noKeeper } from '../../relay/test-encoder.ts'

/** What the two builds of ffmpeg can do on Linux. */
export const abilitiesOfBuild = (name: string): SourceAbilities => ({ pulse: name === 'system', windowId: name === 'system', ddagrab: false })

export type Seen = { readonly width: number; readonly height: number; readonly data: Uint8Array; readonly atMs: number; readonly arrivedMs: number }
export type Heard = { readonly samples: Int16Array; readonly atMs: number; readonly arrivedMs: number }

/** The processes of sources that run now. */
export const sourceProcesses = async (): Promise<ProcessEntry[]> =>
  (await descendantsOf(process.pid)).filter(({ command, args }) => /ffmpeg|parec/.test(command) && args.some((arg) => /yuv4mpegpipe|s16le/.test(arg)))

export type WatchOptions = {
  readonly ffmpegPath: string
  readonly abilities: SourceAbilities
  readonly env?: NodeJS.ProcessEnv
  /** How many pictures are kept; the newest ones. */
  readonly keep?: number
}

/** An opened source with all that it delivered and said. */
export const watchSource = (request: SourceRequest, { keep = 1, env = process.env, ...deps }: WatchOptions) => {
  const pool = createFramePool()
  const states: SourceState[] = []
  const pictures: Seen[] = []
  const sounds: Heard[] = []
  let pictureCount = 0
  let samplePairs = 0
  const source = openSource(
    request,
    {
      onFrame: (frame, atMs) => {
        pictureCount += 1
        pictures.push({ width: frame.width, height: frame.height, data: Uint8Array.from(frame.data), atMs, arrivedMs: systemClock.monotonicMs() })
        if (pictures.length > keep) pictures.shift()
        pool.release(frame)
      },
      onSound: (samples, atMs) => {
        samplePairs += samples.length / 2
        sounds.push({ samples: samples.slice(), atMs, arrivedMs: systemClock.monotonicMs() })
      },
      onState: (state) => states.push(state),
    },
    { ...deps, frames: pool, env, keeper: noKeeper, logger: silentLogger, clock: systemClock },
  )
  const names = () => states.map((state) => (state.state === 'lost' ? `lost ${state.failure.code}` : state.state))
  return {
    source,
    pictures,
    sounds,
    names,
    pictureCount: () => pictureCount,
    samplePairs: () => samplePairs,
    /** Waits until it is in this state, at the latest after `timeoutMs`. */
    is: (state: string, timeoutMs = 10_000) =>
      until(
        () => `${state}, after ${JSON.stringify(states)}`,
        () => names().at(-1) === state,
        timeoutMs,
        20,
      ),
    seen: (count: number, timeoutMs = 10_000) =>
      until(
        () => `${count} pictures, after ${pictureCount} and ${JSON.stringify(states)}`,
        () => pictureCount >= count,
        timeoutMs,
        20,
      ),
    newest: (): Seen => {
      const picture = pictures.at(-1)
      if (picture === undefined) throw new Error(`no picture, ${JSON.stringify(states)}`)
      return picture
    },
    /** The process that runs now. */
    process: () => until('a process of the source', async () => (await sourceProcesses())[0]),
    /** Closes it; answers how long that took, in ms. Every picture's memory must be given back by then. */
    close: async (): Promise<number> => {
      const sinceMs = systemClock.monotonicMs()
      await source.close()
      const { held } = pool.stats()
      if (held !== 0) throw new Error(`${held} pictures are still held`)
      return systemClock.monotonicMs() - sinceMs
    },
  }
}

/** Y, U and V in the middle of a picture. */
export const middleOf = ({ width, height, data }: Pick<Seen, 'width' | 'height' | 'data'>): readonly number[] => {
  const [x, y] = [Math.floor(width / 2), Math.floor(height / 2)]
  const chroma = Math.floor(y / 2) * (width / 2) + Math.floor(x / 2)
  const luma = width * height
  return [data[y * width + x] ?? -1, data[luma + chroma] ?? -1, data[luma + luma / 4 + chroma] ?? -1]
}
