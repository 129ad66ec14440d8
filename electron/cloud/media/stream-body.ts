import type { Readable } from 'node:stream'
import type { Timers } from '../../timers.ts'

/**
 * The body as the page reads it: a chunk is fetched only when one is wanted (a whole recording is never held here), a
 * silence of `stallMs` while one is wanted ends it with an error, and who stops reading ends the request upstream.
 * `ended`: the body has no end of its own, and this is where it is.
 */
export function streamBody(body: Readable, timers: Timers, stallMs: number, ended?: AbortSignal): ReadableStream<Uint8Array> {
  // It may break before anybody reads; the reader learns of it from the iterator.
  body.on('error', () => {})
  const chunks = body[Symbol.asyncIterator]()
  const stop = () => body.destroy()
  if (ended?.aborted) stop()
  ended?.addEventListener('abort', stop, { once: true })
  body.once('close', () => ended?.removeEventListener('abort', stop))
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const stopTimer = timers.after(stallMs, () => body.destroy(new Error('the media server fell silent')))
        try {
          const next = await chunks.next()
          if (next.done === true) controller.close()
          else controller.enqueue(next.value as Uint8Array)
        } catch (error) {
          if (ended?.aborted !== true) throw error
          controller.close()
        } finally {
          stopTimer()
        }
      },
      cancel: () => {
        body.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}
