/** What a tag carries; the numbers are those of the FLV file format, annex E.4.1. */
export type FlvTagKind = 'audio' | 'video' | 'script'

export type FlvTag = {
  readonly kind: FlvTagKind
  /** Milliseconds on the writer's own clock. */
  readonly timestampMs: number
  /** The tag without its header, owned by nobody else. */
  readonly body: Uint8Array
}

const typeOf: Readonly<Record<FlvTagKind, number>> = { audio: 8, video: 9, script: 18 }

/** `FLV`, version 1, sound and picture, header of 9 bytes, and the "size of the tag before" that is always 0. */
export const flvHeader: Uint8Array = Uint8Array.of(0x46, 0x4c, 0x56, 1, 0b101, 0, 0, 0, 9, 0, 0, 0, 0)

/** The bytes of a tag with its header and the size field that follows it. `timestampMs` replaces the tag's own; 32 bits, then it wraps. */
export const writeTag = (tag: FlvTag, timestampMs: number): Uint8Array => {
  const { body } = tag
  const out = new Uint8Array(body.length + 15)
  const view = new DataView(out.buffer)
  const time = Math.round(timestampMs) >>> 0
  view.setUint32(0, (typeOf[tag.kind] << 24) | body.length)
  view.setUint32(4, ((time & 0xffffff) << 8) | (time >>> 24))
  out.set(body, 11)
  view.setUint32(body.length + 11, body.length + 11)
  return out
}

/** The kind that a tag's type byte names, or null for one that we do not know or that is encrypted (bit 5). */
export const kindOf = (type: number): FlvTagKind | null => (type === 8 ? 'audio' : type === 9 ? 'video' : type === 18 ? 'script' : null)
