import type { Levels, PageOffer, Telemetry, WantedPage } from '#shared/contract'
import type { CaptureView, EncoderSize, FfmpegReport, IngestTarget, MediaFile, OwnWindows, Pipeline, PipelineEvent, ProgramSettings } from './port.ts'

/** Calls that cross into the worker, with what they take and what they answer. */
export type WorkerCalls = {
  readonly locateFfmpeg: { readonly input: string | null; readonly output: FfmpegReport }
  readonly findFile: { readonly input: MediaFile; readonly output: Awaited<ReturnType<Pipeline['findFile']>> }
  readonly checkFfmpeg: { readonly input: string; readonly output: Awaited<ReturnType<Pipeline['checkFfmpeg']>> }
  readonly listEncoders: { readonly input: EncoderSize; readonly output: Awaited<ReturnType<Pipeline['listEncoders']>> }
  readonly chooseEncoding: { readonly input: null; readonly output: Awaited<ReturnType<Pipeline['chooseEncoding']>> }
  readonly listSources: { readonly input: null; readonly output: Awaited<ReturnType<Pipeline['listSources']>> }
  readonly startProgram: { readonly input: ProgramSettings; readonly output: Awaited<ReturnType<Pipeline['startProgram']>> }
  readonly stopProgram: { readonly input: null; readonly output: null }
  readonly startSending: { readonly input: IngestTarget; readonly output: Awaited<ReturnType<Pipeline['startSending']>> }
  readonly stopSending: { readonly input: null; readonly output: null }
  readonly probeIngest: { readonly input: string; readonly output: Awaited<ReturnType<Pipeline['probeIngest']>> }
  /** The last call: everything is stopped, then the worker ends by itself. */
  readonly dispose: { readonly input: null; readonly output: null }
}
export type WorkerCallName = keyof WorkerCalls

/** One call as it travels; the union keeps name and input together. */
export type WorkerCall = {
  [N in WorkerCallName]: { readonly type: 'call'; readonly id: number; readonly name: N; readonly input: WorkerCalls[N]['input'] }
}[WorkerCallName]

/** Fast streams run only while somebody listens. */
export type WorkerStreams = { readonly telemetry: Telemetry; readonly levels: Levels; readonly preview: Uint8Array }
export type WorkerStreamName = keyof WorkerStreams

export type ToWorker =
  | WorkerCall
  /** The signal of this call was aborted. */
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'want'; readonly stream: WorkerStreamName; readonly wanted: boolean }
  /** The last picture was taken; the next may come. Until then the worker keeps only the newest. */
  | { readonly type: 'preview-taken' }
  | { readonly type: 'pages'; readonly pages: readonly PageOffer[] }
  | { readonly type: 'own-windows'; readonly own: OwnWindows }
  /** Its memory moves over; nothing is copied. */
  | { readonly type: 'page-media'; readonly number: number; readonly id: string; readonly chunk: Uint8Array<ArrayBuffer> }

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export type FromWorker =
  | { readonly type: 'answer'; readonly id: number; readonly output: WorkerCalls[WorkerCallName]['output'] }
  | { readonly type: 'threw'; readonly id: number; readonly error: string }
  | { readonly type: 'event'; readonly event: PipelineEvent }
  | { readonly type: 'capture'; readonly value: CaptureView }
  | { readonly type: 'wanted-pages'; readonly value: readonly WantedPage[] }
  | { readonly type: 'page-media-taken'; readonly number: number }
  | { readonly type: 'telemetry'; readonly value: Telemetry }
  | { readonly type: 'levels'; readonly value: Levels }
  /** Its memory moves over; nothing is copied. */
  | { readonly type: 'preview'; readonly value: Uint8Array }
  | {
      readonly type: 'log'
      readonly level: LogLevel
      readonly scope: string | null
      readonly message: string
      readonly fields: Readonly<Record<string, unknown>> | undefined
    }
  | { readonly type: 'hide'; readonly secret: string }

/** What the worker is started with. */
export type WorkerSettings = { readonly runDir: string }
