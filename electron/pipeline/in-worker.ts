import { Worker } from 'node:worker_threads'
import type { Levels, PageOffer, Telemetry, WantedPage } from '#shared/contract'
import { type Failure, failure } from '#shared/failure'
import { assertNever, err } from '#shared/result'
import type { Logger } from '../logging/port.ts'
import { createListeners } from './listeners.ts'
import { type CaptureView, noFfmpeg, type OwnWindows, type Pipeline, type PipelineEvent } from './port.ts'
import type { FromWorker, ToWorker, WorkerCall, WorkerCallName, WorkerCalls, WorkerSettings, WorkerStreamName } from './worker-messages.ts'

export type PipelineWorkerOptions = {
  /** `<data-dir>/run`. */
  readonly runDir: string
  readonly logger: Logger
  /** Default: this process's. */
  readonly env?: NodeJS.ProcessEnv
  /** After this the thread is ended whether it is ready or not. */
  readonly disposeDeadlineMs?: number
}

/** Longer than any call can take by its own deadlines: a worker that is silent for so long hangs. */
const callDeadlineMs = 60_000

type Pending = {
  readonly settle: (output: unknown) => void
  readonly reject: (error: Error) => void
  readonly lost: () => unknown
  readonly deadline: NodeJS.Timeout
}

/**
 * The pipeline in a worker thread. When the thread dies, its children die with it; what was asked of it is answered with a failure,
 * what ran is reported as failed and lost, and the next call starts a new thread.
 */
export const createPipelineInWorker = (workerPath: string | URL, options: PipelineWorkerOptions): Pipeline => {
  const { logger, runDir, env = process.env, disposeDeadlineMs = 8000 } = options
  const events = createListeners<PipelineEvent>()
  const captures = createListeners<CaptureView>()
  const telemetry = createListeners<Telemetry>()
  const levels = createListeners<Levels>()
  const previews = createListeners<Uint8Array>()
  const wantedPages = createListeners<readonly WantedPage[]>()
  /** Pieces that the thread has not taken yet, and who waits for that. */
  const pieces = new Map<number, () => void>()
  let pieceNumber = 0
  let pages: readonly PageOffer[] = []
  let own: OwnWindows | null = null
  const pending = new Map<number, Pending>()
  const wanted = new Set<WorkerStreamName>()
  let worker: Worker | null = null
  let ids = 0
  let setting: { readonly path: string | null } | null = null
  let encoderRuns = false
  let senderRuns = false
  let disposing: Promise<void> | null = null

  const post = (to: Worker, message: ToWorker, transfer: readonly ArrayBuffer[] = []) => to.postMessage(message, [...transfer])

  const tell = (event: PipelineEvent) => {
    if (event.type === 'encoder') encoderRuns = event.state !== 'off' && event.state !== 'failed'
    else if (event.type === 'sender') senderRuns = event.state !== 'off' && event.state !== 'lost'
    events.tell(event)
  }

  const take = (from: Worker, message: FromWorker) => {
    switch (message.type) {
      case 'answer':
        return settle(message.id, (call) => call.settle(message.output))
      case 'threw':
        return settle(message.id, (call) => call.reject(new Error(`in the pipeline's worker: ${message.error}`)))
      case 'event':
        return tell(message.event)
      case 'capture':
        return captures.tell(message.value)
      case 'wanted-pages':
        return wantedPages.tell(message.value)
      case 'page-media-taken':
        return pieceTaken(message.number)
      case 'telemetry':
        return telemetry.tell(message.value)
      case 'levels':
        return levels.tell(message.value)
      case 'preview':
        previews.tell(message.value)
        return post(from, { type: 'preview-taken' })
      case 'log':
        return (message.scope === null ? logger : logger.child(message.scope))[message.level](message.message, message.fields)
      case 'hide':
        logger.hide(message.secret)
        return
      default:
        assertNever(message)
    }
  }

  const pieceTaken = (number: number) => {
    pieces.get(number)?.()
    pieces.delete(number)
  }

  const settle = (id: number, how: (call: Pending) => void) => {
    const call = pending.get(id)
    if (call === undefined) return
    clearTimeout(call.deadline)
    pending.delete(id)
    how(call)
  }

  /** The thread is gone and nobody asked it to go. */
  const lose = (gone: Worker, detail: string) => {
    if (worker !== gone) return
    worker = null
    if (disposing === null) logger.error('the pipeline’s worker died', { detail })
    if (encoderRuns) tell({ type: 'encoder', state: 'failed', failure: failure('encoder-failed', { detail }) })
    if (senderRuns) tell({ type: 'sender', state: 'lost', failure: failure('sender-failed', { detail }), publishedForMs: 0 })
    captures.tell({ open: [], warnings: [] })
    wantedPages.tell([])
    for (const number of [...pieces.keys()]) pieceTaken(number)
    for (const id of [...pending.keys()]) settle(id, (call) => call.settle(call.lost()))
  }

  const start = (): Worker => {
    const settings: WorkerSettings = { runDir }
    const started = new Worker(workerPath, { workerData: settings, env: { ...env }, name: 'pipeline' })
    worker = started
    let cause = 'the worker ended'
    started.on('message', (message: FromWorker) => {
      if (worker === started) take(started, message)
    })
    started.on('error', (error) => {
      cause = logger.redact(error instanceof Error ? (error.stack ?? error.message) : String(error))
    })
    started.on('exit', () => lose(started, cause))
    for (const stream of wanted) post(started, { type: 'want', stream, wanted: true })
    if (pages.length > 0) post(started, { type: 'pages', pages })
    if (own !== null) post(started, { type: 'own-windows', own })
    if (setting !== null) void call('locateFfmpeg', setting.path, lostReport)
    return started
  }

  const call = <N extends WorkerCallName>(
    name: N,
    input: WorkerCalls[N]['input'],
    lost: () => WorkerCalls[N]['output'],
    onId: (id: number) => void = () => {},
  ): Promise<WorkerCalls[N]['output']> => {
    if (disposing !== null && name !== 'dispose') return Promise.resolve(lost())
    const to = worker ?? start()
    ids += 1
    const id = ids
    onId(id)
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => void to.terminate(), callDeadlineMs)
      pending.set(id, { settle: (output) => resolve(output as WorkerCalls[N]['output']), reject, lost, deadline })
      post(to, { type: 'call', id, name, input } as WorkerCall)
    })
  }

  const nothing = () => null
  const gone = (): Failure => failure('bug', { detail: 'the pipeline’s worker died' })
  const lostReport = () => ({ ...noFfmpeg, failure: gone() })

  const want = <T>(stream: WorkerStreamName, listeners: { readonly add: (l: (value: T) => void) => () => void; readonly count: () => number }) => {
    const say = (yes: boolean) => {
      if (yes === wanted.has(stream)) return
      if (yes) wanted.add(stream)
      else wanted.delete(stream)
      if (worker !== null) post(worker, { type: 'want', stream, wanted: yes })
    }
    return (listener: (value: T) => void) => {
      const remove = listeners.add(listener)
      say(true)
      return () => {
        remove()
        say(listeners.count() > 0)
      }
    }
  }

  const disposeOnce = async (): Promise<void> => {
    const ending = worker
    if (ending === null) return
    const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
    const deadline = setTimeout(() => void ending.terminate(), disposeDeadlineMs)
    void call('dispose', null, nothing)
    await ended
    clearTimeout(deadline)
  }

  start()
  return {
    locateFfmpeg: (path) => {
      setting = { path }
      return call('locateFfmpeg', path, lostReport)
    },
    listSources: () =>
      call('listSources', null, () => ({ sources: [{ id: 'test-pattern', label: 'Test pattern' }], cameras: [], microphones: [], failure: gone() })),
    findFile: (file) => call('findFile', file, () => err(gone())),
    checkFfmpeg: (typed) => call('checkFfmpeg', typed, () => err(gone())),
    listEncoders: (size) => call('listEncoders', size, () => []),
    chooseEncoding: () => call('chooseEncoding', null, () => err(gone())),
    startProgram: (program) => call('startProgram', program, () => err(failure('encoder-failed', { detail: 'the pipeline’s worker died' }))),
    stopProgram: async () => void (await call('stopProgram', null, nothing)),
    startSending: async (target, signal) => {
      if (signal?.aborted) return err(failure('sender-failed', { detail: 'stopped before it began' }))
      let abort = () => {}
      const started = call(
        'startSending',
        target,
        () => err(failure('sender-failed', { detail: 'the pipeline’s worker died' })),
        (id) => {
          abort = () => {
            if (worker !== null) post(worker, { type: 'abort', id })
          }
        },
      )
      signal?.addEventListener('abort', abort, { once: true })
      return started.finally(() => signal?.removeEventListener('abort', abort))
    },
    stopSending: async () => void (await call('stopSending', null, nothing)),
    probeIngest: (ingestUrl) => call('probeIngest', ingestUrl, () => err(failure('ingest-unreachable', { detail: 'the pipeline’s worker died' }))),
    setPages: (offers) => {
      pages = offers
      if (worker !== null) post(worker, { type: 'pages', pages })
    },
    setOwnWindows: (now) => {
      own = now
      if (worker !== null) post(worker, { type: 'own-windows', own })
    },
    feedPage: (id, chunk) => {
      const to = worker
      if (to === null) return Promise.resolve()
      pieceNumber += 1
      const number = pieceNumber
      return new Promise((resolve) => {
        pieces.set(number, resolve)
        post(to, { type: 'page-media', number, id, chunk }, [chunk.buffer])
      })
    },
    onWantedPages: wantedPages.add,
    onEvent: events.add,
    onCapture: captures.add,
    onTelemetry: want('telemetry', telemetry),
    onPreview: want('preview', previews),
    onLevels: want('levels', levels),
    [Symbol.asyncDispose]: () => {
      disposing ??= disposeOnce()
      return disposing
    },
  }
}
