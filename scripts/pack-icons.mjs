// Puts pictures of several sizes into the one file that an operating system wants; both take PNG as it is.

/** Entry types of Apple's icon container by the pixels of their picture; two names share a picture where one is the doubled form of a smaller. */
const icnsTypes = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
]
const icoSizes = [16, 24, 32, 48, 64, 128, 256]

/** @param {ReadonlyMap<number, Buffer>} pictures PNG by size in pixels */
export function packIcns(pictures) {
  const entries = icnsTypes.map(([type, size]) => {
    const picture = picked(pictures, size)
    return Buffer.concat([Buffer.from(type, 'latin1'), uint32(picture.length + 8), picture])
  })
  const length = entries.reduce((sum, entry) => sum + entry.length, 8)
  return Buffer.concat([Buffer.from('icns', 'latin1'), uint32(length), ...entries])
}

/** @param {ReadonlyMap<number, Buffer>} pictures PNG by size in pixels */
export function packIco(pictures) {
  const header = Buffer.alloc(6 + 16 * icoSizes.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(icoSizes.length, 4)
  let offset = header.length
  icoSizes.forEach((size, index) => {
    const at = 6 + 16 * index
    const { length } = picked(pictures, size)
    // 256 is written as 0: a side has one byte.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += length
  })
  return Buffer.concat([header, ...icoSizes.map((size) => picked(pictures, size))])
}

function picked(pictures, size) {
  const picture = pictures.get(size)
  if (picture === undefined) throw new Error(`there is no picture of ${size} pixels`)
  return picture
}

function uint32(value) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
