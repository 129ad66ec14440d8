// biome-ignore lint/style/noRestrictedImports: the core folder of that package, not ours
import nmsLogger from 'node-media-server/src/core/logger.js'
import Flv from 'node-media-server/src/protocol/flv.js'
import Rtmp from 'node-media-server/src/protocol/rtmp.js'
import type { MediaTag, StreamMetadata } from './media-tag.ts'
import { readMetadata } from './read-metadata.ts'
import { rtmpMessage } from './rtmp-message.ts'

// It writes to stdout, which is not ours to write to, and what it was sent, which may be a stream key.
nmsLogger.log = () => {}

/** What a client wants to publish or to play. */
export type StreamRequest = {
  readonly app: string
  readonly name: string
  readonly mode: string | undefined
  /** Of a player. */
  readonly streamingToken?: string | undefined
}

export type RtmpHandlers = {
  readonly send: (bytes: Buffer) => void
  /** Null accepts; a text refuses the publisher and tells it why. It must not name the stream key. */
  readonly onPublish: (request: StreamRequest) => string | null
  /** What begins once the player was told that it plays; null: there is no such stream. */
  readonly onPlay: (request: StreamRequest) => (() => void) | null
  readonly onTag: (tag: MediaTag) => void
  readonly onMetadata: (metadata: StreamMetadata) => void
  /** The client said that it is done. */
  readonly onFinished: () => void
}

export type RtmpProtocol = {
  /** `broken`: these bytes are not RTMP, or the client may not go on; the connection has to be closed. */
  readonly take: (bytes: Buffer) => 'fine' | 'broken'
  /** To a player. */
  readonly sendTag: (tag: MediaTag, timestampMs: number) => void
  /** Tells a player that the stream is over. */
  readonly sendEnd: () => void
}

/** By the parser's `flags` for each FLV tag type; anything else is of no use here. */
const kinds: Readonly<Record<number, Readonly<Record<number, MediaTag['kind']>>>> = {
  8: { 0: 'audio-header', 1: 'audio' },
  9: { 2: 'video-header', 3: 'keyframe', 4: 'frame' },
  18: { 5: 'metadata' },
}
/** The user control event that ends a stream (RTMP 1.0, 7.1.7). */
const streamEof = 1
/** `@setDataFrame` as an AMF string, in front of the metadata that publishers send; FLV files have it without. */
const setDataFrame = Buffer.from('\x02\x00\x0d@setDataFrame', 'latin1')

/**
 * RTMP of one connection by node-media-server's protocol parser. Its sessions and servers are left out on purpose: they
 * share one global context per thread, write stream keys to stdout, confirm a publish before anybody could refuse it, and hold a gone
 * publisher for 30 s.
 */
export function createRtmpProtocol({ send, onPublish, onPlay, onTag, onMetadata, onFinished }: RtmpHandlers): RtmpProtocol {
  const rtmp = new Rtmp()
  const confirmPublish = rtmp.respondPublish.bind(rtmp)
  const confirmPlay = rtmp.respondPlay.bind(rtmp)
  let state: 'waiting' | 'publishing' | 'playing' | 'refused' = 'waiting'
  let request: StreamRequest | undefined

  rtmp.onOutputCallback = send
  rtmp.respondPublish = () => {}
  rtmp.respondPlay = () => {}
  rtmp.onConnectCallback = ({ app, name, query }) => {
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
    request = { app, name, mode: text(query.mode), streamingToken: text(query.streamingToken) }
  }
  rtmp.onPushCallback = () => {
    if (state !== 'waiting' || request === undefined) return
    const refusal = onPublish(request)
    state = refusal === null ? 'publishing' : 'refused'
    if (refusal === null) confirmPublish()
    else rtmp.sendStatusMessage(rtmp.streamId, 'error', 'NetStream.Publish.BadName', refusal)
  }
  rtmp.onPlayCallback = () => {
    if (state !== 'waiting' || request === undefined) return
    const begin = onPlay(request)
    state = begin === null ? 'refused' : 'playing'
    if (begin === null) {
      rtmp.sendStatusMessage(rtmp.streamId, 'error', 'NetStream.Play.StreamNotFound', 'There is no such stream.')
      return
    }
    confirmPlay()
    begin()
  }
  rtmp.onDeleteStream = () => {
    if (state === 'publishing' || state === 'playing') onFinished()
  }
  rtmp.onPacketCallback = (packet) => {
    if (state !== 'publishing' || packet.size === 0) return
    const kind = kinds[packet.codec_type]?.[packet.flags]
    if (kind === undefined) return
    if (kind !== 'metadata') {
      onTag({ kind, timestampMs: packet.dts, bytes: Flv.createMessage(packet) })
      return
    }
    const body = packet.data.subarray(0, packet.size)
    const metadata = readMetadata(body)
    if (metadata === null) return
    onMetadata(metadata)
    const plain = body.subarray(0, setDataFrame.length).equals(setDataFrame) ? body.subarray(setDataFrame.length) : body
    onTag({ kind, timestampMs: packet.dts, bytes: Flv.createMessage({ ...packet, size: plain.length, data: Buffer.from(plain) }) })
  }

  return {
    take: (bytes) => {
      try {
        const problem = rtmp.parserData(bytes)
        return problem === null && state !== 'refused' ? 'fine' : 'broken'
      } catch {
        return 'broken' // the parser throws on commands that lack what every client sends
      }
    },
    sendTag: (tag, timestampMs) => send(rtmpMessage(tag, timestampMs, rtmp.streamId)),
    sendEnd: () => {
      rtmp.sendStreamStatus(streamEof, rtmp.streamId)
      rtmp.sendStatusMessage(rtmp.streamId, 'status', 'NetStream.Play.UnpublishNotify', 'The stream is over.')
      rtmp.sendStatusMessage(rtmp.streamId, 'status', 'NetStream.Play.Stop', 'The stream is over.')
    },
  }
}
