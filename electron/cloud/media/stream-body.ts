import type { Readable } from 'node:stream'
import type { Timers } from '../../timers.ts'

/**
 * The body as the page reads it: a chunk is fetched only when one is wanted (a whole recording is never held here), a
 * silence of `stallMs` while one is wanted ends it with an error, and who stops reading ends the request upstream.
 */
export function streamBody(body: Readable, timers: Timers, stallMs: number): ReadableStream<Uint8Array> {
  // It may break before anybody reads; the reader learns of it from the iterator.
  body.on('error', () => {})
  const chunks = body[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const stop = timers.after(stallMs, () => body.destroy(new Error('the media server fell silent')))
        try {
          const next = await chunks.next()
          if (next.done === true) controller.close()
          else controller.enqueue(next.value as Uint8Array)
        } finally {
          stop()
        }
      },
      cancel: () => {
        body.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}
