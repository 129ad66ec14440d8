import type { Levels, SoundSource, SourceView, Telemetry } from '#shared/contract'
import type { Failure } from '#shared/failure'
import type { Result } from '#shared/result'
import type { OutputMode } from '#shared/states'

export type VideoSource = { readonly kind: 'screen'; readonly id: string } | { readonly kind: 'test-pattern' }

/** How the canvas stands: 1280×720 or 720×1280. */
export type Orientation = 'horizontal' | 'vertical'

/** What is composed and encoded. Orientation and codec stay the same within one ingest; to change them is up to whoever ends and begins it. */
export type ProgramSettings = {
  readonly video: VideoSource
  readonly sound: SoundSource
  readonly orientation: Orientation
  readonly fps: number
  readonly videoKbps: number
  readonly audioKbps: number
  readonly gopSeconds: number
}

/** Where to send. `ingestUrl` ends before the key; the key travels by descriptor, never in argv. */
export type IngestTarget = { readonly ingestUrl: string; readonly streamKey: string; readonly mode: OutputMode }

export type FfmpegReport = {
  readonly path: string | null
  readonly version: string | null
  readonly origin: 'setting' | 'bundled' | 'system' | null
  readonly failure: Failure | null
}

export type PipelineEvent =
  | { readonly type: 'encoder'; readonly state: 'off' | 'starting' | 'running' }
  /** The encoder was lost; the pipeline replaces it by itself without touching the sender. */
  | { readonly type: 'encoder'; readonly state: 'restarting'; readonly failure: Failure }
  /** The encoder failed so often, or so plainly, that replacing it is no use. */
  | { readonly type: 'encoder'; readonly state: 'failed'; readonly failure: Failure }
  | { readonly type: 'sender'; readonly state: 'off' | 'connecting' | 'publishing' }
  /** Connected but nothing leaves (2 s without progress). */
  | { readonly type: 'sender'; readonly state: 'stalled' }
  /** This attempt is over. Whether and when to try again is the session's decision. */
  | { readonly type: 'sender'; readonly state: 'lost'; readonly failure: Failure; readonly publishedForMs: number }

  /** The video bitrate was changed to what the connection carries; never above the one that was asked for. */
  | { readonly type: 'bitrate'; readonly state: 'lowered' | 'raised'; readonly fromKbps: number; readonly toKbps: number }

/**
 * Capture, encode, relay, send. All methods may be called in any state, are bounded by deadlines and safe to repeat.
 */
export type Pipeline = {
  /** Which ffmpeg is used, or why none can be. Asked again with another setting. */
  readonly locateFfmpeg: (settingPath: string | null) => Promise<FfmpegReport>
  /** Screens that exist now, and the test pattern. Opens no device. Failure `no-display` still lists the test pattern through `sources`. */
  readonly listSources: () => Promise<{ readonly sources: readonly SourceView[]; readonly failure: Failure | null }>
  /**
   * Starts capture, encode and preview, or replaces the running encoder under a live sender. Ok after the first encoded frame.
   * `videoKbps` is the most that is used; a slow connection lowers it.
   */
  readonly startProgram: (program: ProgramSettings) => Promise<Result<void>>
  readonly stopProgram: () => Promise<void>
  /** One attempt to publish. Ok once media demonstrably left for the ingest; later loss arrives as an event. */
  readonly startSending: (target: IngestTarget, signal?: AbortSignal) => Promise<Result<void>>
  readonly stopSending: () => Promise<void>
  /**
   * Whether somebody answers where `ingestUrl` points, by a plain TCP connection that carries nothing. Within 1.5 s.
   * Fails with `ingest-host-unknown`, `ingest-unreachable`, `ingest-timeout`, or `sender-failed` where it is no address of an ingest.
   */
  readonly probeIngest: (ingestUrl: string) => Promise<Result<void>>
  readonly onEvent: (listener: (event: PipelineEvent) => void) => () => void
  readonly onTelemetry: (listener: (telemetry: Telemetry) => void) => () => void
  /** JPEG pictures, at most 10 a second; slow listeners lose pictures, never the stream. */
  readonly onPreview: (listener: (jpeg: Uint8Array) => void) => () => void
  readonly onLevels: (listener: (levels: Levels) => void) => () => void
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
