import type { PieceTag } from '../../../electron/sandbox/archive/read-pieces.ts'
import type { MediaTag } from '../../../electron/sandbox/ingest/media-tag.ts'

const firstBytes: Record<MediaTag['kind'], readonly number[]> = {
  metadata: [18, 2],
  'audio-header': [8, 0xaf, 0],
  audio: [8, 0xaf, 1],
  'video-header': [9, 0x17, 0],
  keyframe: [9, 0x17, 1],
  frame: [9, 0x27, 1],
}

/** A whole FLV tag with hardly anything in it. */
export function tag(kind: MediaTag['kind'], timestampMs: number, content = ''): MediaTag {
  const [type = 0, ...body] = firstBytes[kind]
  const payload = Buffer.concat([Buffer.from(body), Buffer.from(content, 'latin1')])
  const bytes = Buffer.alloc(11 + payload.length + 4)
  bytes[0] = type
  bytes.writeUIntBE(payload.length, 1, 3)
  bytes.writeUIntBE(timestampMs & 0xffffff, 4, 3)
  bytes[7] = timestampMs >>> 24
  payload.copy(bytes, 11)
  bytes.writeUInt32BE(11 + payload.length, 11 + payload.length)
  return { kind, timestampMs, bytes }
}

/** An `onMetaData` that names the size of the picture. */
export function metadataTag(width: number, height: number): PieceTag {
  const text = (value: string) => Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)])
  const number = (value: number) => {
    const bytes = Buffer.alloc(9)
    bytes.writeDoubleBE(value, 1)
    return bytes
  }
  const fields = [text('width'), number(width), text('height'), number(height)]
  const body = Buffer.concat([text('onMetaData'), Buffer.from([8, 0, 0, 0, 2]), ...fields, Buffer.from([0, 0, 9])])
  return pieceTag('metadata', 0, body.toString('latin1'))
}

/** The same as a recording is read. */
export const pieceTag = (kind: MediaTag['kind'], timestampMs: number, content = ''): PieceTag => {
  const { bytes } = tag(kind, timestampMs, content)
  return { type: bytes[0] ?? 0, timestampMs, isHeader: kind.endsWith('-header'), isKeyframe: kind === 'keyframe', bytes }
}

/** Kind and time, as short as possible: `V0` keyframe, `v33` frame, `a21` sound, `H…` headers. */
export function short(bytes: Buffer): string {
  const at = bytes.readUIntBE(4, 3) + (bytes[7] ?? 0) * 2 ** 24
  if (bytes[0] === 18) return `m${at}`
  if (bytes[12] === 0) return `${bytes[0] === 9 ? 'HV' : 'HA'}${at}`
  return `${bytes[0] === 8 ? 'a' : bytes[11] === 0x17 ? 'V' : 'v'}${at}`
}
