import { withTimestamp } from '../ingest/media-tag.ts'
import { readMetadata } from '../ingest/read-metadata.ts'
import type { PieceTag } from './read-pieces.ts'

/** What has to be known of all pieces before they are joined. */
export type PiecesSummary = {
  readonly hasVideo: boolean
  readonly hasAudio: boolean
  /** All pictures and all sounds can be read with the first headers: nothing has to be encoded again. */
  readonly uniform: boolean
  /** As the publishers said; null where they did not, or differ. */
  readonly size: { readonly width: number; readonly height: number } | null
}

export async function summarize(pieces: Iterable<AsyncIterable<PieceTag>>): Promise<PiecesSummary> {
  const videoHeaders = new Set<string>()
  const audioHeaders = new Set<string>()
  const sizes = new Set<string>()
  let hasVideo = false
  let hasAudio = false
  for (const piece of pieces) {
    for await (const tag of piece) {
      if (tag.type === 18) addSize(sizes, tag)
      else if (tag.isHeader) (tag.type === 9 ? videoHeaders : audioHeaders).add(tag.bytes.subarray(11).toString('base64'))
      else if (tag.isKeyframe) hasVideo = true
      else if (tag.type === 8) hasAudio = true
    }
  }
  return { hasVideo, hasAudio, uniform: videoHeaders.size <= 1 && audioHeaders.size <= 1, size: sizeFrom(sizes) }
}

function addSize(sizes: Set<string>, { bytes }: PieceTag): void {
  const metadata = readMetadata(bytes.subarray(11, -4))
  if (metadata !== null) sizes.add(`${metadata.width ?? 0}x${metadata.height ?? 0}`)
}

function sizeFrom(sizes: ReadonlySet<string>): PiecesSummary['size'] {
  const [width = 0, height = 0] = [...sizes][0]?.split('x').map(Number) ?? []
  return sizes.size === 1 && width > 0 && height > 0 ? { width, height } : null
}

const audioFrameMs = 1024 / 48
const usualFrameMs = 1000 / 30
/** Sound that outlasts the picture by more than this keeps its place; less is cut at the seam. */
const mostCutMs = 500

/**
 * Pieces one after the other on one clock that begins at 0: each begins with its first keyframe, where the picture of the one before ends.
 * Sound that would overlap at a seam is left out, so that no track runs backwards. Data tags are left out.
 */
export async function* joinPieces(pieces: Iterable<AsyncIterable<PieceTag>>): AsyncGenerator<Buffer> {
  let videoEnd = 0
  let audioEnd = 0
  for (const piece of pieces) {
    const begin = audioEnd - videoEnd > mostCutMs ? audioEnd : videoEnd
    let offset: number | undefined
    let lastVideo: number | undefined
    const headers: PieceTag[] = []
    for await (const tag of piece) {
      if (tag.type !== 8 && tag.type !== 9) continue
      if (offset === undefined) {
        if (tag.isHeader) headers.push(tag)
        if (!tag.isKeyframe) continue
        offset = begin - tag.timestampMs
        for (const header of headers) yield withTimestamp(header.bytes, begin)
      }
      const at = tag.timestampMs + offset
      if (tag.isHeader) {
        yield withTimestamp(tag.bytes, Math.max(at, begin))
      } else if (tag.type === 9) {
        const frameMs = lastVideo === undefined ? usualFrameMs : Math.min(Math.max(at - lastVideo, 1), 2 * usualFrameMs)
        lastVideo = at
        videoEnd = Math.max(videoEnd, at + frameMs)
        yield withTimestamp(tag.bytes, at)
      } else if (at >= audioEnd - audioFrameMs / 2 && at >= begin) {
        audioEnd = Math.max(audioEnd, at + audioFrameMs)
        yield withTimestamp(tag.bytes, at)
      }
    }
  }
}
