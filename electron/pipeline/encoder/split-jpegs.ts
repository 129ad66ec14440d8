export type JpegSplitter = {
  /** Takes the next piece of a stream of JPEG pictures, cut anywhere, and answers the pictures that became complete. */
  readonly split: (chunk: Uint8Array) => readonly Uint8Array[]
}

const largestPicture = 2 * 1024 * 1024

const marker = 0xff
const startOfImage = 0xd8
const endOfImage = 0xd9
const startOfScan = 0xda
/** TEM and RST0–7 stand alone; every other marker is followed by its length (ITU-T T.81, B.1.1). */
const standsAlone = (code: number): boolean => code === 0x01 || (code >= 0xd0 && code <= 0xd7)

/**
 * Cuts at the end of each picture's data, not at the first bytes that look like it: tables and comments may hold any bytes.
 * What is no picture, or larger than 2 MB, is skipped up to the next start.
 */
export const createJpegSplitter = (): JpegSplitter => {
  let pending = Buffer.alloc(0)
  /** Where in `pending` reading goes on; 0 means that the start is not found yet. */
  let at = 0
  let inScan = false

  const drop = (bytes: number) => {
    pending = pending.subarray(bytes)
    at = 0
    inScan = false
  }

  const findStart = (): boolean => {
    if (at > 0) return true
    const start = pending.indexOf(Uint8Array.of(marker, startOfImage))
    if (start < 0) {
      drop(Math.max(0, pending.length - 1))
      return false
    }
    drop(start)
    at = 2
    return true
  }

  /** Length of the complete picture at the front, 0 while it is unfinished, −1 where it is no picture. */
  const pictureLength = (): number => {
    for (;;) {
      if (inScan) {
        const next = pending.indexOf(marker, at)
        at = next < 0 ? pending.length : next
      }
      if (at + 1 >= pending.length) return 0
      if (pending[at] !== marker) return -1
      const code = pending[at + 1] ?? 0
      if (code === marker) at += 1
      else if (code === endOfImage) return at + 2
      else if (standsAlone(code) || (inScan && code === 0)) at += 2
      else {
        if (at + 4 > pending.length) return 0
        inScan = code === startOfScan
        at += 2 + Math.max(2, pending.readUInt16BE(at + 2))
      }
      if (at > pending.length) return 0
    }
  }

  return {
    split: (chunk) => {
      pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk])
      const pictures: Uint8Array[] = []
      while (findStart()) {
        const length = pictureLength()
        if (length > 0) {
          pictures.push(new Uint8Array(pending.subarray(0, length)))
          drop(length)
        } else if (length < 0 || pending.length > largestPicture) drop(2)
        else break
      }
      return pictures
    },
  }
}
