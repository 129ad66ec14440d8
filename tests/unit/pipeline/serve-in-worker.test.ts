import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { Pipeline } from '../../../electron/pipeline/port.ts'
import { serveInWorker } from '../../../electron/pipeline/serve-in-worker.ts'
import type { FromWorker, ToWorker } from '../../../electron/pipeline/worker-messages.ts'

test('a host that is slow gets the newest picture next, not a queue; its memory moves over', async () => {
  let show: (jpeg: Uint8Array) => void = () => {}
  const pipeline = {
    onEvent: () => () => {},
    onCapture: () => () => {},
    onWantedPages: () => () => {},
    onPreview: (listener: typeof show) => {
      show = listener
      return () => {}
    },
    [Symbol.asyncDispose]: async () => {},
  } as unknown as Pipeline
  const { port1: host, port2: worker } = new MessageChannel()
  const disposed = new Promise<void>((resolve) => serveInWorker(worker, pipeline, resolve))
  const say = (message: ToWorker) => host.postMessage(message)
  const next = async () => ((await once(host, 'message')) as [FromWorker])[0]

  say({ type: 'want', stream: 'preview', wanted: true })
  // an answered call proves that the message before it was taken
  say({ type: 'call', id: 1, name: 'stopProgram', input: null })
  expect(await next()).toMatchObject({ type: 'threw', id: 1 })
  const pictures = [1, 2, 3].map((byte) => Uint8Array.of(byte))
  for (const picture of pictures) show(picture)
  expect(await next()).toEqual({ type: 'preview', value: Uint8Array.of(1) })
  expect(pictures[0]?.length).toBe(0)
  say({ type: 'preview-taken' })
  expect(await next()).toEqual({ type: 'preview', value: Uint8Array.of(3) })
  say({ type: 'call', id: 2, name: 'dispose', input: null })
  expect(await next()).toEqual({ type: 'answer', id: 2, output: null })
  await disposed
})
