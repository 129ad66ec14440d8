/** One X screen: its root window, and its size in pixels. */
export type XScreen = { readonly root: number; readonly width: number; readonly height: number }

export type XSetup =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** `size`: of the answer in bytes; what follows it belongs to other answers. */
  | { readonly kind: 'accepted'; readonly screens: readonly XScreen[]; readonly size: number }

const pad = (size: number): number => (4 - (size % 4)) % 4

/** The client's first words, X Window System Protocol chapter 8: byte order, version 11.0, authorization. */
export const xSetupRequest = (authorization: { readonly name: string; readonly data: Uint8Array } | null): Uint8Array => {
  const name = Buffer.from(authorization?.name ?? '', 'latin1')
  const data = authorization?.data ?? new Uint8Array(0)
  const request = Buffer.alloc(12 + name.length + pad(name.length) + data.length + pad(data.length))
  request.write('l', 0, 'latin1') // little endian; the server answers in the same order
  request.writeUInt16LE(11, 2)
  request.writeUInt16LE(name.length, 6)
  request.writeUInt16LE(data.length, 8)
  name.copy(request, 12)
  request.set(data, 12 + name.length + pad(name.length))
  return request
}

/** Reads the server's answer, as far as it has arrived. Anything that cannot be such an answer counts as refused. */
export const readXSetup = (bytes: Buffer): XSetup => {
  if (bytes.length < 8) return { kind: 'incomplete' }
  const status = bytes.readUInt8(0)
  const size = 8 + 4 * bytes.readUInt16LE(6)
  if (bytes.length < size) return { kind: 'incomplete' }
  // 0 carries a reason of that many bytes; 2 asks for a further exchange, with the reason filling the rest
  if (status !== 1) {
    const length = status === 0 ? bytes.readUInt8(1) : size - 8
    return {
      kind: 'refused',
      reason: bytes
        .toString('latin1', 8, Math.min(8 + length, size))
        .replace(/\0+$/, '')
        .trim(),
    }
  }
  return readScreens(bytes.subarray(0, size)) ?? { kind: 'refused', reason: 'malformed connection setup' }
}

const fixedPart = 40
const screenSize = 40
const depthSize = 8
const visualSize = 24

const readScreens = (bytes: Buffer): XSetup | null => {
  if (bytes.length < fixedPart) return null
  const vendorLength = bytes.readUInt16LE(24)
  const screenCount = bytes.readUInt8(28)
  const formatCount = bytes.readUInt8(29)
  let at = fixedPart + vendorLength + pad(vendorLength) + 8 * formatCount
  const screens: XScreen[] = []
  for (let index = 0; index < screenCount; index++) {
    if (at + screenSize > bytes.length) return null
    screens.push({ root: bytes.readUInt32LE(at), width: bytes.readUInt16LE(at + 20), height: bytes.readUInt16LE(at + 22) })
    const depthCount = bytes.readUInt8(at + 39)
    at += screenSize
    for (let depth = 0; depth < depthCount; depth++) {
      if (at + depthSize > bytes.length) return null
      at += depthSize + visualSize * bytes.readUInt16LE(at + 2)
    }
  }
  return { kind: 'accepted', screens, size: bytes.length }
}
