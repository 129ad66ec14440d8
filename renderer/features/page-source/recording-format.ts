/** What a recording is made of. */
export type RecordingFormat = { readonly mimeType: string; readonly videoBitsPerSecond?: number; readonly audioBitsPerSecond?: number }

type Size = { readonly width: number; readonly height: number }

/** VP8 first: every browser that records WebM encodes it in real time and holds no picture back. */
const withPicture = ['video/webm;codecs=vp8', 'video/webm;codecs=h264', 'video/webm'] as const
const soundAlone = ['audio/webm;codecs=opus', 'audio/webm'] as const

/** Bits for each pixel of a second with 30 pictures; encoded once more afterwards, so more than a viewer needs. */
const bitsPerPixel = 0.15 * 30
/** Well below what the core takes, with the sound. */
const leastBits = 800_000
const mostBits = 8_000_000

export const videoBitsFor = ({ width, height }: Size): number => Math.round(Math.min(mostBits, Math.max(leastBits, width * height * bitsPerPixel)))

/** The first format that this browser can record; null where it records no WebM. */
export function chooseFormat(picture: Size | null, sound: boolean, isSupported: (mimeType: string) => boolean): RecordingFormat | null {
  const wanted = picture === null ? soundAlone : withPicture.map((type) => (sound && type.includes('codecs') ? `${type},opus` : type))
  const mimeType = wanted.find(isSupported)
  if (mimeType === undefined) return null
  return { mimeType, ...(picture !== null && { videoBitsPerSecond: videoBitsFor(picture) }), ...(sound && { audioBitsPerSecond: 128_000 }) }
}
