import type {
  EncoderView,
  EncodingChoice,
  FfmpegAbilities,
  FfmpegOrigin,
  Levels,
  OpenSourceView,
  PageOffer,
  PagePlace,
  PictureWarning,
  SourceView,
  Telemetry,
  WantedPage,
} from '#shared/contract'
import type { EncoderKind, FrameRate, HardwareEncoder, Height, Preset } from '#shared/encoding'
import type { Failure } from '#shared/failure'
import type { Result } from '#shared/result'
import type { CameraPlace, Fit, ShownPart } from '#shared/scenes'
import type { OutputMode } from '#shared/states'

/** Ids are those of `listSources`: `screen:…`, `window:…`, `camera:…`. */
export type PictureSource =
  | { readonly kind: 'screen' | 'window' | 'camera' | 'page'; readonly id: string }
  | { readonly kind: 'image' | 'file'; readonly path: string }
  | { readonly kind: 'test-pattern' }

/** One picture of the scene. `place`: all of the canvas, one half of it, or over what lies below. */
export type PictureLayer = {
  readonly source: PictureSource
  readonly place: 'whole' | 'first-half' | 'second-half' | CameraPlace
  readonly fit: Fit
  /** Left and right changed, as one sees oneself; a `CameraPlace` says so itself. */
  readonly mirrored?: boolean
  /** Nothing else of the source is seen, not even in its own blur. Default: all of it. */
  readonly part?: ShownPart
}

/** Ids are those of `listSources`: `mic:…`, `system`. The tone tells the second of the wall clock. */
export type SoundSource =
  | { readonly kind: 'tone' }
  | { readonly kind: 'microphone' | 'system' | 'page'; readonly id: string }
  | { readonly kind: 'file'; readonly path: string }

export type SoundChannel = {
  readonly source: SoundSource
  readonly levelDb: number
  readonly muted: boolean
  /** 0 to 2000. */
  readonly delayMs: number
}

/** How the canvas stands: wider than high, or higher than wide. */
export type Orientation = 'horizontal' | 'vertical'

/**
 * What is composed and encoded. Layers and channels change without a new encoder wherever the sources go through the bus. Orientation, height and codec stay the same within one
 * ingest; to change them is up to whoever ends and begins it.
 */
export type ProgramSettings = {
  /** Bottom first; never empty. */
  readonly layers: readonly PictureLayer[]
  /** Empty: silence. */
  readonly channels: readonly SoundChannel[]
  readonly orientation: Orientation
  /** Of the shorter side. */
  readonly height: Height
  readonly fps: FrameRate
  /** For x264 alone. */
  readonly preset: Preset
  readonly encoder: EncoderKind
  readonly videoKbps: number
  readonly audioKbps: number
  readonly gopSeconds: number
}

export type EncoderSize = Pick<ProgramSettings, 'orientation' | 'height' | 'fps'>

/** Where to send. `ingestUrl` ends before the key; the key travels by descriptor, never in argv. */
export type IngestTarget = { readonly ingestUrl: string; readonly streamKey: string; readonly mode: OutputMode }

/** One that was looked at and not taken. */
export type PassedOver = { readonly path: string; readonly version: string | null; readonly origin: FfmpegOrigin; readonly failure: Failure }

export type FfmpegReport = {
  readonly path: string | null
  readonly version: string | null
  /** `2023-03-20` or `2018`, as far as it tells. */
  readonly builtOn: string | null
  readonly origin: FfmpegOrigin | null
  /** Holds parts that may be used and not passed on. */
  readonly nonfree: boolean
  /** Null where none answers. */
  readonly abilities: FfmpegAbilities | null
  readonly passedOver: readonly PassedOver[]
  readonly failure: Failure | null
  /** `ffmpeg-replaced`: another one works in place of the user's own. */
  readonly warning: Failure | null
}

/** Before one was found, and where there is none. */
export const noFfmpeg: FfmpegReport = {
  ...{ path: null, version: null, builtOn: null, origin: null, nonfree: false, abilities: null },
  ...{ passedOver: [], failure: null, warning: null },
}

/** `typed`: as a person typed its path. */
export type MediaFile = { readonly kind: 'image' | 'file'; readonly typed: string }

/** A file that was run and can do the work. */
export type OwnFfmpeg = { readonly path: string; readonly version: string }

export type PipelineEvent =
  | { readonly type: 'encoder'; readonly state: 'off' | 'starting' | 'running' }
  /** The encoder was lost; the pipeline replaces it by itself without touching the sender. */
  | { readonly type: 'encoder'; readonly state: 'restarting'; readonly failure: Failure }
  /** The encoder failed so often, or so plainly, that replacing it is no use. */
  | { readonly type: 'encoder'; readonly state: 'failed'; readonly failure: Failure }
  /** x264 works in place of this one, which is chosen and does not work here. */
  | { readonly type: 'encoder-choice'; readonly state: 'replaced'; readonly encoder: HardwareEncoder; readonly failure: Failure }
  /** The chosen encoder is the one that works. */
  | { readonly type: 'encoder-choice'; readonly state: 'kept' }
  | { readonly type: 'sender'; readonly state: 'off' | 'connecting' | 'publishing' }
  /** Connected but nothing leaves (2 s without progress). */
  | { readonly type: 'sender'; readonly state: 'stalled' }
  /** This attempt is over. Whether and when to try again is the session's decision. */
  | { readonly type: 'sender'; readonly state: 'lost'; readonly failure: Failure; readonly publishedForMs: number }

  /** The video bitrate was changed to what the connection carries; never above the one that was asked for. */
  | { readonly type: 'bitrate'; readonly state: 'lowered' | 'raised'; readonly fromKbps: number; readonly toKbps: number }

/** What is captured now, whole. */
export type CaptureView = { readonly open: readonly OpenSourceView[]; readonly warnings: readonly PictureWarning[] }

/**
 * Where our own windows are. `pages`: of every page that can be seen, by its own word, which needs a witness. `seenIn`: ids of the sources in whose picture
 * a host with a window of its own knows it to be; certain, so asked no further.
 */
export type OwnWindows = { readonly pages: readonly PagePlace[]; readonly seenIn: readonly string[] }

/** What can be chosen now. Opening nothing, it knows of devices by their names alone. */
export type SourceList = {
  /** Screens, windows, and the test pattern. */
  readonly sources: readonly SourceView[]
  readonly cameras: readonly SourceView[]
  readonly microphones: readonly SourceView[]
  /** `no-display`, `wayland-without-x`: why there are no screens. */
  readonly failure: Failure | null
}

/**
 * Capture, encode, relay, send. All methods may be called in any state, are bounded by deadlines and safe to repeat.
 */
export type Pipeline = {
  /** Which ffmpeg is used, or why none can be. Asked again with another setting. */
  readonly locateFfmpeg: (settingPath: string | null) => Promise<FfmpegReport>
  /** The file that a person means by what was typed, run to know that it can do the work; changes nothing. Fails with an `ffmpeg-…` code. */
  readonly checkFfmpeg: (typed: string) => Promise<Result<OwnFfmpeg>>
  readonly listSources: () => Promise<SourceList>
  /** The image or film that a person means by what was typed, once a picture of it was decoded. Within 8 s; fails with `file-unreadable`. */
  readonly findFile: (file: MediaFile) => Promise<Result<string>>
  /** Every encoder, and whether a picture of this size and rate came out of it on this computer; each is tried once, within 10 s. */
  readonly listEncoders: (size: EncoderSize) => Promise<readonly EncoderView[]>
  /**
   * Measures what x264 can do here, at full speed for some seconds. Not while a program runs: one that is started meanwhile ends it.
   * Fails with `not-allowed` (`working`) then, and with what is wrong with ffmpeg.
   */
  readonly chooseEncoding: () => Promise<Result<EncodingChoice>>
  /**
   * Starts capture, encode and preview. While it runs: changes what is composed, and replaces the encoder under a live sender where that is needed.
   * Ok after the first encoded frame.
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
  /** Every page that can be recorded now; a page that is shown and not among them is lost until it is again. */
  readonly setPages: (pages: readonly PageOffer[]) => void
  /** The next piece of what a page records. Answers once it was handed to whoever reads it, or let go of because nobody does. The memory moves over. */
  readonly feedPage: (id: string, chunk: Uint8Array<ArrayBuffer>) => Promise<void>
  /** Whole, with every change: while one of them is in the picture, `mirror-tunnel` is among the warnings. */
  readonly setOwnWindows: (own: OwnWindows) => void
  readonly onEvent: (listener: (event: PipelineEvent) => void) => () => void
  /** Told with every change. */
  readonly onCapture: (listener: (capture: CaptureView) => void) => () => void
  /** What pages are to record now, whole, with every change. */
  readonly onWantedPages: (listener: (wanted: readonly WantedPage[]) => void) => () => void
  readonly onTelemetry: (listener: (telemetry: Telemetry) => void) => () => void
  /** JPEG pictures, at most 10 a second; slow listeners lose pictures, never the stream. */
  readonly onPreview: (listener: (jpeg: Uint8Array) => void) => () => void
  readonly onLevels: (listener: (levels: Levels) => void) => () => void
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
