import type { FlvTag } from './flv-tag.ts'

/** What a video tag of H.264 is (FLV annex E.4.3.1): its configuration, a picture, or the end of a sequence. */
export type VideoPart =
  | { readonly part: 'config'; readonly config: AvcConfig }
  | { readonly part: 'frame'; readonly keyframe: boolean }
  | { readonly part: 'end' }
  | { readonly part: 'malformed'; readonly reason: string }

/** AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.2.4.1), as much of it as splicing needs. */
export type AvcConfig = {
  /** Bytes of the length in front of every NAL unit: 1, 2 or 4. */
  readonly lengthSize: number
  /** SPS and PPS, each with its length in front, ready to be put into a picture. */
  readonly parameterSets: Uint8Array
}

const avcHeaderSize = 5
const nalSps = 7
const nalAud = 9

export const readVideo = (tag: FlvTag): VideoPart => {
  const { body } = tag
  if (body.length < avcHeaderSize) return { part: 'malformed', reason: 'a video tag without header' }
  const [first = 0, packetType = 0] = body
  if ((first & 0x0f) !== 7 || (first & 0x80) !== 0) return { part: 'malformed', reason: 'video that is not H.264' }
  switch (packetType) {
    case 0: {
      const config = readAvcConfig(body.subarray(avcHeaderSize))
      return config === null ? { part: 'malformed', reason: 'an unreadable H.264 configuration' } : { part: 'config', config }
    }
    case 1:
      return { part: 'frame', keyframe: first >> 4 === 1 }
    case 2:
      return { part: 'end' }
    default:
      return { part: 'malformed', reason: `H.264 packet type ${packetType}` }
  }
}

/** Reads the record, or null where it is cut short, holds no SPS or no PPS, or is of another version. */
export const readAvcConfig = (record: Uint8Array): AvcConfig | null => {
  if (record.length < 7 || record[0] !== 1) return null
  const lengthSize = ((record[4] ?? 0) & 0b11) + 1
  if (lengthSize === 3) return null
  let at = 5
  const sets: Uint8Array[] = []
  for (const countMask of [0x1f, 0xff]) {
    const count = (record[at] ?? 0) & countMask
    if (at >= record.length || count === 0) return null
    at += 1
    for (let i = 0; i < count; i++) {
      const size = ((record[at] ?? 0) << 8) | (record[at + 1] ?? 0)
      at += 2
      if (size === 0 || at + size > record.length) return null
      sets.push(withLength(record.subarray(at, at + size), lengthSize))
      at += size
    }
  }
  return { lengthSize, parameterSets: concat(sets) }
}

/**
 * The keyframe with SPS and PPS in front of its picture (after an access unit delimiter, where there is one).
 * Packagers and MSE then survive a change of encoder preset inside one stream. A keyframe that brings its own SPS stays as it is.
 */
export const withParameterSets = (body: Uint8Array, config: AvcConfig): Uint8Array => {
  let at = avcHeaderSize
  const nalType = () => (body[at + config.lengthSize] ?? 0) & 0x1f
  if (nalType() === nalAud) at += config.lengthSize + readLength(body, at, config.lengthSize)
  if (nalType() === nalSps || at > body.length) return body
  return concat([body.subarray(0, at), config.parameterSets, body.subarray(at)])
}

/** A tag that holds a picture, not a configuration. */
export const isPicture = (tag: FlvTag): boolean => tag.kind === 'video' && tag.body[1] === 1

/** AAC's configuration (FLV annex E.4.2.1, packet type 0 of sound format 10). */
export const isAudioConfig = (tag: FlvTag): boolean => (tag.body[0] ?? 0) >> 4 === 10 && tag.body[1] === 0

export const sameBytes = (a: Uint8Array | null, b: Uint8Array): boolean =>
  a !== null && a.length === b.length && a.every((byte, index) => byte === b[index])

const withLength = (nal: Uint8Array, lengthSize: number): Uint8Array => {
  const out = new Uint8Array(lengthSize + nal.length)
  for (let i = 0; i < lengthSize; i++) out[i] = nal.length >>> (8 * (lengthSize - 1 - i))
  out.set(nal, lengthSize)
  return out
}

const readLength = (bytes: Uint8Array, at: number, lengthSize: number): number => {
  let value = 0
  for (let i = 0; i < lengthSize; i++) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}

const concat = (parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
