import { type Failure, failure } from '#shared/failure'
import type { Frame } from '../bus/port.ts'

/** Where the memory of pictures comes from. What was acquired is either handed on with `onFrame` or released. */
export type FrameStore = {
  readonly acquire: (width: number, height: number) => Frame
  readonly release: (frame: Frame) => void
}

export type Y4mHeader = { readonly width: number; readonly height: number; readonly fps: number }

export type Y4mReader = {
  /** Takes the next piece of the stream, cut anywhere. Null, or `source-failed`: from then on nothing more is read. */
  readonly write: (chunk: Uint8Array) => Failure | null
  /** Null until the whole first line was read. */
  readonly header: () => Y4mHeader | null
  /** Lets go of a picture that is not whole. Nothing is read afterwards. */
  readonly close: () => void
}

export type Y4mReaderOptions = {
  readonly frames: FrameStore
  /** Takes over the picture. `index` counts from 0. */
  readonly onFrame: (frame: Frame, index: number) => void
}

const longestLine = 256
const largestSide = 16_384
const lineEnd = 0x0a
/** All of them are 8 bit 4:2:0; they differ in where the colour samples lie, by less than a pixel. */
const plain420: ReadonlySet<string> = new Set(['420', '420jpeg', '420mpeg2', '420paldv'])

/** `YUV4MPEG2 W640 H360 F30:1 C420jpeg …` (yuv4mpeg(5)); a sentence where it is not that, or not 8 bit 4:2:0 of even sides. */
export const parseY4mHeader = (line: string): Y4mHeader | string => {
  const [magic, ...fields] = line.split(' ')
  if (magic !== 'YUV4MPEG2') return 'not yuv4mpeg'
  const fieldOf = (tag: string) => fields.find((field) => field.startsWith(tag))?.slice(1)
  const [width, height] = [Number(fieldOf('W')), Number(fieldOf('H'))]
  const isSide = (side: number) => Number.isInteger(side) && side > 0 && side % 2 === 0 && side <= largestSide
  if (!isSide(width) || !isSide(height)) return `sides of ${fieldOf('W')} × ${fieldOf('H')}`
  const [, pictures, seconds] = /^(\d+):(\d+)$/.exec(fieldOf('F') ?? '') ?? []
  const fps = Number(pictures) / Number(seconds)
  if (!Number.isFinite(fps) || fps <= 0) return `a rate of ${fieldOf('F')}`
  const colours = fieldOf('C') ?? '420'
  return plain420.has(colours) ? { width, height, fps } : `colours of ${colours}`
}

/** Reads yuv4mpegpipe. Each byte of a picture is copied once: from the piece into the memory of its picture. */
export const createY4mReader = ({ frames, onFrame }: Y4mReaderOptions): Y4mReader => {
  const line = Buffer.alloc(longestLine)
  let lineLength = 0
  let header: Y4mHeader | null = null
  let frame: Frame | null = null
  let size = 0
  let filled = 0
  let index = 0
  let over: Failure | null = null
  let closed = false

  const takeLine = (text: string): string | null => {
    if (header === null) {
      const parsed = parseY4mHeader(text)
      if (typeof parsed === 'string') return parsed
      header = parsed
      size = (parsed.width * parsed.height * 3) / 2
      return null
    }
    if (text !== 'FRAME' && !text.startsWith('FRAME ')) return 'a picture that does not begin where it should'
    frame = frames.acquire(header.width, header.height)
    filled = 0
    return null
  }

  /** How many bytes were taken, or what is wrong with them. */
  const readLine = (chunk: Uint8Array, from: number): number | string => {
    const end = chunk.indexOf(lineEnd, from)
    const until = end === -1 ? chunk.length : end
    if (lineLength + until - from > longestLine) return 'a line without an end'
    line.set(chunk.subarray(from, until), lineLength)
    lineLength += until - from
    if (end === -1) return until - from
    const text = line.toString('latin1', 0, lineLength)
    lineLength = 0
    return takeLine(text) ?? until - from + 1
  }

  const fill = (into: Frame, chunk: Uint8Array, from: number): number => {
    const taken = Math.min(size - filled, chunk.length - from)
    into.data.set(chunk.subarray(from, from + taken), filled)
    filled += taken
    if (filled === size) {
      frame = null
      index += 1
      onFrame(into, index - 1)
    }
    return taken
  }

  return {
    write: (chunk) => {
      let at = 0
      while (at < chunk.length && over === null && !closed) {
        const taken = frame === null ? readLine(chunk, at) : fill(frame, chunk, at)
        if (typeof taken === 'string') over = failure('source-failed', { detail: `yuv4mpeg: ${taken}` })
        else at += taken
      }
      return over
    },
    header: () => header,
    close: () => {
      closed = true
      if (frame !== null) frames.release(frame)
      frame = null
    },
  }
}
