import type { FastifyReply } from 'fastify'
import { flvFileHeader, withTimestamp } from '../ingest/media-tag.ts'
import { endWithin } from './end-within.ts'
import type { LiveFlv } from './live-flv.ts'

/** Answers with a live stream: one FLV file, in chunks, until the stream ends or the viewer goes. */
export function serveHttpFlv(flv: LiveFlv, reply: FastifyReply, method: string): FastifyReply {
  // A connection of its own: closed with the stream, so that nothing of a viewer is left.
  reply.headers({ 'content-type': 'video/x-flv', 'cache-control': 'no-cache, no-store', connection: 'close' })
  if (method === 'HEAD') return reply.send()
  reply.hijack()
  const { raw } = reply
  raw.on('error', () => {}) // the close event follows
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
  raw.write(flvFileHeader({ audio: flv.hasAudio }))
  const leave = flv.join({
    kind: 'httpFlv',
    send: ({ bytes }, timestampMs) => raw.write(withTimestamp(bytes, timestampMs)),
    waitingBytes: () => raw.writableLength,
    end: () => endWithin(raw),
    cut: () => raw.destroy(),
  })
  raw.once('close', leave)
  return reply
}
