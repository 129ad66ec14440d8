/** One FLV tag of a publisher's stream, whole (header, body, size), as node-media-server hands it on. */
export type MediaTag = {
  readonly kind: 'metadata' | 'audio-header' | 'audio' | 'video-header' | 'keyframe' | 'frame'
  /** Decoding time of the publisher's own clock. */
  readonly timestampMs: number
  readonly bytes: Buffer
}

export const isHeader = ({ kind }: MediaTag): boolean => kind === 'metadata' || kind === 'audio-header' || kind === 'video-header'

/** What a publisher says about its stream in `onMetaData`; undefined where it does not. */
export type StreamMetadata = {
  readonly width: number | undefined
  readonly height: number | undefined
  readonly frameRate: number | undefined
}

/** The beginning of an FLV file (annex E.2), with the size of the tag before the first one, which is 0. */
export const flvFileHeader = (has: { readonly audio: boolean }): Buffer =>
  Buffer.from([0x46, 0x4c, 0x56, 1, has.audio ? 5 : 1, 0, 0, 0, 9, 0, 0, 0, 0])

/** The same tag with another timestamp (FLV 10.1, annex E.4.1: 24 low bits, then 8 high bits). */
export function withTimestamp(bytes: Buffer, timestampMs: number): Buffer {
  const copy = Buffer.from(bytes)
  const value = Math.max(0, Math.round(timestampMs))
  copy.writeUIntBE(value & 0xffffff, 4, 3)
  copy[7] = (value >>> 24) & 0xff
  return copy
}

/** The only codecs that RTMP by the book and CMAF have in common: AVC is FLV's video codec 7, AAC its sound format 10. */
export const isAvc = (videoTag: Buffer): boolean => ((videoTag[11] ?? 0) & 0x8f) === 7
export const isAac = (audioTag: Buffer): boolean => (audioTag[11] ?? 0) >> 4 === 10
