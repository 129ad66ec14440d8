import type { MessagePort } from 'node:worker_threads'
import { assertNever } from '#shared/result'
import type { Pipeline } from './port.ts'
import type { FromWorker, ToWorker, WorkerCall, WorkerCallName, WorkerCalls, WorkerStreamName } from './worker-messages.ts'

/** Answers the host's messages with a pipeline of this thread, until it is asked to dispose. */
export const serveInWorker = (port: MessagePort, pipeline: Pipeline, onDisposed: () => void): void => {
  const post = (message: FromWorker, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, [...transfer])
  const aborts = new Map<number, AbortController>()
  const unwatch = new Map<WorkerStreamName, () => void>()
  let newestPicture: Uint8Array | null = null
  let pictureOnItsWay = false

  const sendPicture = () => {
    if (newestPicture === null || pictureOnItsWay) return
    const picture = newestPicture
    newestPicture = null
    pictureOnItsWay = true
    post({ type: 'preview', value: picture }, [picture.buffer as ArrayBuffer])
  }

  const watch = (stream: WorkerStreamName): (() => void) => {
    switch (stream) {
      case 'telemetry':
        return pipeline.onTelemetry((value) => post({ type: 'telemetry', value }))
      case 'levels':
        return pipeline.onLevels((value) => post({ type: 'levels', value }))
      case 'preview':
        return pipeline.onPreview((picture) => {
          newestPicture = picture
          sendPicture()
        })
      default:
        return assertNever(stream)
    }
  }

  const run = async (call: WorkerCall): Promise<WorkerCalls[WorkerCallName]['output']> => {
    switch (call.name) {
      case 'locateFfmpeg':
        return pipeline.locateFfmpeg(call.input)
      case 'listSources':
        return pipeline.listSources()
      case 'findFile':
        return pipeline.findFile(call.input)
      case 'checkFfmpeg':
        return pipeline.checkFfmpeg(call.input)
      case 'listEncoders':
        return pipeline.listEncoders(call.input)
      case 'chooseEncoding':
        return pipeline.chooseEncoding()
      case 'startProgram':
        return pipeline.startProgram(call.input)
      case 'stopProgram':
        return pipeline.stopProgram().then(() => null)
      case 'startSending': {
        const abort = new AbortController()
        aborts.set(call.id, abort)
        return pipeline.startSending(call.input, abort.signal).finally(() => aborts.delete(call.id))
      }
      case 'stopSending':
        return pipeline.stopSending().then(() => null)
      case 'probeIngest':
        return pipeline.probeIngest(call.input)
      case 'dispose':
        return pipeline[Symbol.asyncDispose]().then(() => null)
      default:
        return assertNever(call)
    }
  }

  const answer = async (call: WorkerCall): Promise<void> => {
    try {
      const output = await run(call)
      post({ type: 'answer', id: call.id, output })
    } catch (error) {
      post({ type: 'threw', id: call.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
    if (call.name !== 'dispose') return
    onDisposed()
    port.close()
  }

  pipeline.onEvent((event) => post({ type: 'event', event }))
  pipeline.onCapture((value) => post({ type: 'capture', value }))
  pipeline.onWantedPages((value) => post({ type: 'wanted-pages', value }))
  port.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'call':
        void answer(message)
        return
      case 'abort':
        return aborts.get(message.id)?.abort()
      case 'want':
        unwatch.get(message.stream)?.()
        unwatch.delete(message.stream)
        if (message.wanted) unwatch.set(message.stream, watch(message.stream))
        return
      case 'preview-taken':
        pictureOnItsWay = false
        return sendPicture()
      case 'pages':
        return pipeline.setPages(message.pages)
      case 'own-windows':
        return pipeline.setOwnWindows(message.own)
      case 'page-media':
        void pipeline.feedPage(message.id, message.chunk).finally(() => post({ type: 'page-media-taken', number: message.number }))
        return
      default:
        assertNever(message)
    }
  })
}
