/** The parts of node-media-server 4.4.3 that the ingest uses; the package ships no types. */
type NmsPacket = {
  /** 8 audio, 9 video, 18 data. */
  readonly codec_type: number
  readonly codec_id: number
  readonly dts: number
  readonly pts: number
  /** 0 audio header, 1 audio, 2 video header, 3 keyframe, 4 other frame, 5 metadata. */
  readonly flags: number
  readonly size: number
  /** Reused by the parser: valid during the callback, `size` bytes of it. */
  readonly data: Buffer
}

declare module 'node-media-server/src/protocol/rtmp.js' {
  class Rtmp {
    onConnectCallback: (request: {
      readonly app: string
      readonly name: string
      readonly host: string
      readonly query: Readonly<Record<string, string | string[] | undefined>>
    }) => void
    onPlayCallback: () => void
    onPushCallback: () => void
    onOutputCallback: (bytes: Buffer) => void
    onPacketCallback: (packet: NmsPacket) => void
    streamId: number
    /** Answers a publish command with `NetStream.Publish.Start`. */
    respondPublish(): void
    respondPlay(): void
    onDeleteStream(message: unknown): void
    sendStreamStatus(event: number, streamId: number): void
    sendStatusMessage(streamId: number, level: string, code: string, description: string): void
    /** The problem with the bytes, or null. Throws on some malformed commands. */
    parserData(bytes: Buffer): string | null
    /** One message cut into chunks of 65535 bytes. */
    static chunksCreate(message: {
      readonly header: {
        readonly fmt: number
        readonly cid: number
        readonly timestamp: number
        readonly length: number
        readonly type: number
        readonly stream_id: number
      }
      readonly payload: Buffer
    }): Buffer
  }
  export default Rtmp
}

declare module 'node-media-server/src/protocol/flv.js' {
  const Flv: { createMessage(packet: NmsPacket): Buffer }
  export default Flv
}

declare module 'node-media-server/src/protocol/amf.js' {
  const Amf: { decodeAmf0Data(bytes: Buffer): { readonly cmd?: unknown; readonly method?: unknown; readonly dataObj?: unknown } }
  export default Amf
}

declare module 'node-media-server/src/core/logger.js' {
  const logger: { log: (message: string, level?: string) => void }
  export default logger
}
