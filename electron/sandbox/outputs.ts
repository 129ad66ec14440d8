import type { OutputMode } from '#shared/states'
import type { Logger } from '../logging/port.ts'
import type { ProcessKeeper } from '../processes/port.ts'
import type { StreamStart, TagSink } from './ingest/ingest-run.ts'
import type { LiveStreams } from './packager/live-streams.ts'
import { startPackager } from './packager/packager.ts'
import type { StoredProfile } from './state/entities.ts'
import { makesCmaf, makesRtmp } from './state/output-mode.ts'
import { createLiveFlv } from './viewers/live-flv.ts'
import type { LiveFlvs } from './viewers/live-flvs.ts'

export type OutputsOptions = StreamStart & {
  readonly mode: OutputMode
  readonly profile: StoredProfile
  /** The unguessable part of all play URLs. */
  readonly livePath: string
  readonly liveStreams: LiveStreams
  readonly liveFlvs: LiveFlvs
  readonly epochMs: number
  readonly ffmpegPath: string
  readonly keeper: ProcessKeeper
  readonly logger: Logger
  /** Called once, when everything that the mode asks for can be watched. */
  readonly onPlayable: () => void
  /** Called once, when the packager died by itself. */
  readonly onDied: () => void
}

/** What an ingest is turned into. */
export type Outputs = TagSink & {
  /** Viewers of FLV are sent away, ffmpeg finishes what it holds, its segments stay a little. */
  readonly finish: () => Promise<void>
}

/** By mode: CMAF, packaged by ffmpeg; the publisher's own stream by RTMP and HTTP-FLV; or both. */
export function startOutputs(options: OutputsOptions): Outputs {
  const { mode, livePath, liveStreams, liveFlvs, onDied } = options
  let missing = mode === 'RTMP_CMAF' ? 2 : 1
  const onPlayable = () => {
    missing -= 1
    if (missing === 0) options.onPlayable()
  }
  const flv = makesRtmp(mode) ? createLiveFlv({ hasAudio: options.hasAudio, onPlayable }) : null
  const packager = makesCmaf(mode) ? startPackager({ ...options, onPlayable, onDied }) : null
  if (flv !== null) liveFlvs.add(livePath, flv)
  if (packager !== null) liveStreams.add(livePath, packager.stream)
  return {
    write: (tag) => {
      flv?.write(tag)
      packager?.write(tag)
    },
    finish: async () => {
      liveFlvs.end(livePath)
      liveStreams.retire(livePath)
      await packager?.finish()
    },
  }
}
