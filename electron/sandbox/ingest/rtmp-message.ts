import Rtmp from 'node-media-server/src/protocol/rtmp.js'
import type { MediaTag } from './media-tag.ts'

/** RTMP message types are FLV's tag types; each has a chunk stream of its own. */
const chunkStreams: Readonly<Record<number, number>> = { 8: 4, 9: 6, 18: 5 }
const tagHeaderBytes = 11
const tagEndBytes = 4

/** One FLV tag as an RTMP message to a player, whole. */
export function rtmpMessage({ bytes }: MediaTag, timestampMs: number, streamId: number): Buffer {
  const type = bytes[0] ?? 0
  const payload = bytes.subarray(tagHeaderBytes, bytes.length - tagEndBytes)
  return Rtmp.chunksCreate({
    header: { fmt: 0, cid: chunkStreams[type] ?? 5, timestamp: timestampMs, length: payload.length, type, stream_id: streamId },
    payload,
  })
}
