/** How a camera was held, as EXIF numbers it (tag 0x0112): 1 is upright, 6 has to be turned to the right by a quarter. */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** What the beginning of an image’s file tells of how it has to be shown. */
export type StillTraits = { readonly orientation: ExifOrientation; readonly mayBeTransparent: boolean }

export const plainStill: StillTraits = { orientation: 1, mayBeTransparent: true }

/** EXIF lies in one of the first segments of a JPEG, each of which has at most 64 KB. */
export const stillHeadBytes = 256 * 1024

/** ffmpeg itself follows the orientation of a JPEG in its newest versions only, so it is read here for all. */
export const readStillTraits = (head: Uint8Array): StillTraits => {
  const isJpeg = head[0] === 0xff && head[1] === 0xd8
  return isJpeg ? { orientation: orientationOf(head), mayBeTransparent: false } : plainStill
}

/** The segments of a JPEG up to the picture itself (ITU-T T.81, annex B). */
function orientationOf(head: Uint8Array): ExifOrientation {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  let at = 2
  while (at + 4 <= head.length && head[at] === 0xff && head[at + 1] !== 0xda) {
    const length = view.getUint16(at + 2)
    if (length < 2) return 1
    const found = head[at + 1] === 0xe1 ? orientationIn(head.subarray(at + 4, at + 2 + length)) : null
    if (found !== null) return found
    at += 2 + length
  }
  return 1
}

const exifMark = [0x45, 0x78, 0x69, 0x66, 0, 0]

/** The first directory of an EXIF segment (CIPA DC-008), or null where it is none or says nothing. */
function orientationIn(segment: Uint8Array): ExifOrientation | null {
  if (!exifMark.every((byte, at) => segment[at] === byte)) return null
  const tiff = new DataView(segment.buffer, segment.byteOffset + exifMark.length, segment.length - exifMark.length)
  if (tiff.byteLength < 8) return null
  const little = tiff.getUint16(0) === 0x4949
  const directory = tiff.getUint32(4, little)
  if (directory + 2 > tiff.byteLength) return null
  const entries = tiff.getUint16(directory, little)
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12
    if (at + 12 > tiff.byteLength) return null
    if (tiff.getUint16(at, little) !== 0x0112) continue
    const value = tiff.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? (value as ExifOrientation) : null
  }
  return null
}
