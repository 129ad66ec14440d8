import type { FlvTag } from './flv-tag.ts'
import type { ProgramTag } from './splice.ts'

/** What a consumer needs before its first keyframe. */
export type StreamHead = { readonly metadata: FlvTag | null; readonly videoConfig: FlvTag | null; readonly audioConfig: FlvTag | null }

export type GopCache = {
  readonly take: (tag: ProgramTag) => void
  readonly head: () => StreamHead
  /** The program since its newest keyframe, that first; empty when there is none yet or the picture group grew over the bound. */
  readonly tags: () => readonly ProgramTag[]
}

/** Four seconds at 12 Mbit/s fit easily; a picture group larger than this is not worth starting from. */
const mostBytes = 16 * 1024 * 1024

/** Keeps the current picture group, so that a new consumer starts at once instead of waiting for the next keyframe. */
export const createGopCache = (limitBytes = mostBytes): GopCache => {
  let head: StreamHead = { metadata: null, videoConfig: null, audioConfig: null }
  let tags: ProgramTag[] = []
  let bytes = 0

  const keep = (tag: ProgramTag) => {
    bytes += tag.tag.body.length
    if (bytes > limitBytes) tags = []
    else if (tag.role === 'keyframe' || tags.length > 0) tags.push(tag)
  }

  return {
    take: (tag) => {
      switch (tag.role) {
        case 'metadata':
          head = { ...head, metadata: tag.tag }
          return
        case 'video-config':
          head = { ...head, videoConfig: tag.tag }
          return
        case 'audio-config':
          head = { ...head, audioConfig: tag.tag }
          return
        case 'keyframe':
          tags = []
          bytes = 0
          keep(tag)
          return
        case 'frame':
        case 'sound':
          keep(tag)
      }
    },
    head: () => head,
    tags: () => tags,
  }
}
