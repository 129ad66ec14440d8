import type { EncoderView, EncodingChoice, PageOffer, SourceView, Telemetry, WantedPage } from '#shared/contract'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { OutputMode } from '#shared/states'
import {
  type CaptureView,
  type EncoderSize,
  type FfmpegReport,
  type IngestTarget,
  noFfmpeg,
  type OwnWindows,
  type Pipeline,
  type PipelineEvent,
  type ProgramSettings,
} from '../../electron/pipeline/port.ts'
import type { FakeCloud } from './fake-cloud.ts'
import type { ManualClock } from './manual-clock.ts'

const us = 'this computer'

/** Capture, encoder and sender that take their time but touch no device; what is sent arrives at a `FakeCloud`. */
export class FakePipeline implements Pipeline {
  delays = { program: 50, connect: 40, stop: 20 }
  ffmpeg: FfmpegReport = { ...noFfmpeg, path: '/opt/ffmpeg', version: '5.1', origin: 'bundled' }
  /** The person's own files, and what was wrong with each when it was last looked at; any other is not there. */
  readonly ownFfmpegs = new Map<string, Failure | null>()
  sources: SourceView[] = [
    { id: 'screen:0', label: 'Screen 1', width: 1920, height: 1080 },
    { id: 'test-pattern', label: 'Test pattern' },
  ]
  cameras: SourceView[] = [{ id: 'camera:front', label: 'Front camera' }]
  microphones: SourceView[] = [{ id: 'mic:desk', label: 'Desk microphone' }]
  listFailure: Failure | null = null
  /** Why no connection to the ingest comes about; null: the ingest decides. */
  network: Failure | null = null
  /** The next connection breaks in the very moment in which it stands. */
  losesAtOnce = false
  programFailure: Failure | null = null
  /** Programs that were started, newest last. */
  readonly programs: ProgramSettings[] = []
  /** Keys that were sent with, newest last. */
  readonly attempts: { readonly atMs: number; readonly streamKey: string; readonly mode: OutputMode }[] = []
  program: ProgramSettings | null = null
  publishing = false
  pages: readonly PageOffer[] = []
  ownWindows: OwnWindows = { pages: [], seenIn: [] }
  /** What pages sent, newest last. */
  readonly fed: { readonly id: string; readonly bytes: number }[] = []
  /** A second attempt began while one was under way. */
  overlapped = false
  private opening: { readonly cancel: () => void } | null = null
  private starting = 0
  private readonly cloud: FakeCloud
  private readonly clock: ManualClock
  private readonly events = new Set<(event: PipelineEvent) => void>()
  private readonly captures = new Set<(capture: CaptureView) => void>()
  private readonly wantedPages = new Set<(wanted: readonly WantedPage[]) => void>()
  private readonly telemetry = new Set<(telemetry: Telemetry) => void>()
  private readonly pictures = new Set<(jpeg: Uint8Array) => void>()

  constructor(cloud: FakeCloud, clock: ManualClock) {
    this.cloud = cloud
    this.clock = clock
    cloud.onCutOff = (who) => {
      if (who === us) this.lose()
    }
  }

  // —— what befalls it

  emit(event: PipelineEvent): void {
    for (const listener of [...this.events]) listener(event)
  }

  emitTelemetry(values: Partial<Telemetry>): void {
    const telemetry = {
      atMs: this.clock.wallMs(),
      encoderFrames: 1,
      fps: 30,
      sentKbps: 2500,
      targetKbps: 2500,
      queueMs: 0,
      droppedFrames: 0,
      hostMemoryMb: 90,
    }
    for (const listener of [...this.telemetry]) listener({ ...telemetry, ...values })
  }

  emitCapture(capture: Partial<CaptureView>): void {
    for (const listener of [...this.captures]) listener({ open: [], warnings: [], ...capture })
  }

  wantPages(wanted: readonly WantedPage[]): void {
    for (const listener of [...this.wantedPages]) listener(wanted)
  }

  emitPicture(jpeg: Uint8Array): void {
    for (const listener of [...this.pictures]) listener(jpeg)
  }

  /** The connection breaks. */
  lose(reason: Failure = failure('ingest-reset'), publishedForMs = 10_000): void {
    if (!this.publishing) return
    this.publishing = false
    this.cloud.unpublish(us)
    this.emit({ type: 'sender', state: 'lost', failure: reason, publishedForMs })
  }

  // —— the port

  locateFfmpeg = async (path: string | null): Promise<FfmpegReport> => {
    const own = path === null ? null : await this.checkFfmpeg(path)
    if (own === null) return this.ffmpeg
    if (own.ok) return { ...noFfmpeg, ...own.value, origin: 'setting' }
    const passedOver = [{ path: path ?? '', version: null, origin: 'setting' as const, failure: own.failure }]
    return { ...this.ffmpeg, passedOver, warning: failure('ffmpeg-replaced', { params: { path: path ?? '', by: this.ffmpeg.path ?? '' } }) }
  }

  findFile = async ({ typed }: { readonly typed: string }) => ok(typed)

  checkFfmpeg = async (typed: string) => {
    const why = this.ownFfmpegs.get(typed)
    return why === null ? ok({ path: typed, version: '7.0' }) : err(why ?? failure('ffmpeg-missing', { params: { path: typed } }))
  }

  listSources = async () => ({ sources: this.sources, cameras: this.cameras, microphones: this.microphones, failure: this.listFailure })

  encoders: EncoderView[] = [{ encoder: 'x264', available: true, experimental: false, failure: null }]
  /** The sizes that encoders were asked for, newest last. */
  readonly encoderSizes: EncoderSize[] = []
  listEncoders = async (size: EncoderSize) => {
    this.encoderSizes.push(size)
    return this.encoders
  }

  /** What measuring this computer comes to, or how it ends. */
  encodingChoice: Result<EncodingChoice> = err(failure('encoder-failed'))
  chooseEncoding = async () => {
    if (this.program !== null) throw new Error('measured while a program runs')
    await this.clock.wait(5000)
    return this.encodingChoice
  }

  startProgram = async (program: ProgramSettings): Promise<Result<void>> => {
    if (this.starting > 0) this.overlapped = true
    this.starting++
    if (this.program === null) this.emit({ type: 'encoder', state: 'starting' })
    await this.clock.wait(this.delays.program)
    this.starting--
    if (this.programFailure) {
      if (this.program === null) this.emit({ type: 'encoder', state: 'failed', failure: this.programFailure })
      return err(this.programFailure)
    }
    this.program = program
    this.programs.push(program)
    this.emit({ type: 'encoder', state: 'running' })
    return ok(undefined)
  }

  stopProgram = async (): Promise<void> => {
    if (this.program === null) return
    this.program = null
    this.emit({ type: 'encoder', state: 'off' })
  }

  startSending = async (target: IngestTarget, signal?: AbortSignal): Promise<Result<void>> => {
    if (this.opening !== null || this.publishing) this.overlapped = true
    this.attempts.push({ atMs: this.clock.monotonicMs(), streamKey: target.streamKey, mode: target.mode })
    this.emit({ type: 'sender', state: 'connecting' })
    let cancelled = false
    const opening = {
      cancel: () => {
        cancelled = true
      },
    }
    this.opening = opening
    signal?.addEventListener('abort', opening.cancel, { once: true })
    await this.clock.wait(this.delays.connect)
    if (this.opening === opening) this.opening = null
    const refused = this.program === null ? failure('sender-failed') : this.network
    if (cancelled) return err(failure('sender-failed'))
    if (refused) return this.refuse(refused)
    if (this.cloud.publish(target.streamKey, us, target.mode) === 'rejected') return this.refuse(failure('ingest-rejected'))
    this.publishing = true
    this.emit({ type: 'sender', state: 'publishing' })
    if (this.losesAtOnce) this.lose(failure('ingest-reset'), 0)
    this.losesAtOnce = false
    return ok(undefined)
  }

  private refuse(reason: Failure): Result<void> {
    this.emit({ type: 'sender', state: 'lost', failure: reason, publishedForMs: 0 })
    return err(reason)
  }

  stopSending = async (): Promise<void> => {
    this.opening?.cancel()
    this.opening = null
    await this.clock.wait(this.delays.stop)
    if (this.publishing) this.cloud.unpublish(us)
    this.publishing = false
    this.emit({ type: 'sender', state: 'off' })
  }

  setPages = (pages: readonly PageOffer[]): void => {
    this.pages = pages
  }

  setOwnWindows = (own: OwnWindows): void => {
    this.ownWindows = own
  }

  feedPage = async (id: string, chunk: Uint8Array): Promise<void> => {
    this.fed.push({ id, bytes: chunk.byteLength })
  }

  probeIngest = async (): Promise<Result<void>> => (this.network === null ? ok(undefined) : err(this.network))

  onEvent = (listener: (event: PipelineEvent) => void) => this.listen(this.events, listener)
  onCapture = (listener: (capture: CaptureView) => void) => this.listen(this.captures, listener)
  onWantedPages = (listener: (wanted: readonly WantedPage[]) => void) => this.listen(this.wantedPages, listener)
  onTelemetry = (listener: (telemetry: Telemetry) => void) => this.listen(this.telemetry, listener)
  onPreview = (listener: (jpeg: Uint8Array) => void) => this.listen(this.pictures, listener)
  onLevels = () => () => {}

  private listen<T>(listeners: Set<(value: T) => void>, listener: (value: T) => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopSending()
    await this.stopProgram()
  }
}
