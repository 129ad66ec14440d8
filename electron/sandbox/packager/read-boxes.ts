/** ISO BMFF boxes (ISO/IEC 14496-12, 4.2). Sizes that would need 64 bits do not occur in segments. */
export type Box = { readonly type: string; readonly body: Buffer }

const headerBytes = 8

/** The boxes that lie side by side in `bytes`; stops at one that is cut off. */
export function* boxesIn(bytes: Buffer): Generator<Box> {
  let at = 0
  while (at + headerBytes <= bytes.length) {
    const size = bytes.readUInt32BE(at)
    if (size < headerBytes || at + size > bytes.length) return
    yield { type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + headerBytes, at + size) }
    at += size
  }
}

/** The first box under `path` (`moov/trak/mdia`), or undefined. Only plain containers are entered. */
export function findBox(bytes: Buffer, path: string): Buffer | undefined {
  let inside: Buffer | undefined = bytes
  for (const type of path.split('/')) {
    inside = inside === undefined ? undefined : firstBox(inside, type)
  }
  return inside
}

function firstBox(bytes: Buffer, type: string): Buffer | undefined {
  for (const box of boxesIn(bytes)) if (box.type === type) return box.body
  return undefined
}

/** Cuts a growing stream of boxes into whole ones, without copying what is still incomplete more than once. */
export function createBoxCutter(onBox: (type: string, whole: Buffer) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let held = 0
  let needed = headerBytes
  return (chunk) => {
    chunks.push(chunk)
    held += chunk.length
    while (held >= needed) {
      const bytes: Buffer = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)
      const size = bytes.readUInt32BE(0)
      if (size < headerBytes) throw new Error(`a box cannot be ${size} bytes long`)
      if (held < size) {
        chunks = [bytes]
        needed = size
        return
      }
      onBox(bytes.toString('latin1', 4, 8), bytes.subarray(0, size))
      const rest = bytes.subarray(size)
      chunks = rest.length === 0 ? [] : [rest]
      held = rest.length
      needed = headerBytes
    }
  }
}
