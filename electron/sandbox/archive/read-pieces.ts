import { createReadStream } from 'node:fs'

/** A tag of a recorded piece, whole. `type`: 8 sound, 9 picture, 18 data. */
export type PieceTag = {
  readonly type: number
  readonly timestampMs: number
  readonly isHeader: boolean
  readonly isKeyframe: boolean
  readonly bytes: Buffer
}

const fileHeaderBytes = 13
const tagHeaderBytes = 11
const tagEndBytes = 4

/** The tags of one FLV file, up to the last whole one. */
export async function* readPiece(path: string): AsyncGenerator<PieceTag> {
  let held: Buffer = Buffer.alloc(0)
  let skip = fileHeaderBytes
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    held = held.length === 0 ? (chunk as Buffer) : Buffer.concat([held, chunk as Buffer])
    let at = Math.min(skip, held.length)
    skip -= at
    for (;;) {
      if (at + tagHeaderBytes > held.length) break
      const whole = tagHeaderBytes + held.readUIntBE(at + 1, 3) + tagEndBytes
      if (at + whole > held.length) break
      yield describe(held.subarray(at, at + whole))
      at += whole
    }
    held = held.subarray(at)
  }
}

function describe(bytes: Buffer): PieceTag {
  const type = (bytes[0] ?? 0) & 0x1f
  const first = bytes[tagHeaderBytes] ?? 0
  const isHeader = (type === 8 || type === 9) && bytes[tagHeaderBytes + 1] === 0
  return {
    type,
    timestampMs: bytes.readUIntBE(4, 3) + (bytes[7] ?? 0) * 2 ** 24,
    isHeader,
    isKeyframe: type === 9 && !isHeader && first >> 4 === 1,
    bytes,
  }
}
