import { isAac, isAvc, isHeader, type MediaTag, type StreamMetadata } from './media-tag.ts'

/** What takes a stream from a keyframe on: the packager, a recording. */
export type TagSink = { readonly write: (tag: MediaTag) => void }

export type StreamStart = {
  readonly metadata: StreamMetadata
  readonly hasAudio: boolean
  readonly firstTimestampMs: number
}

export type IngestRun = {
  readonly onTag: (tag: MediaTag) => void
  readonly onMetadata: (metadata: StreamMetadata) => void
  /**
   * Hands the stream to `open()` from the newest keyframe on, headers first, at once or as soon as there is one.
   * Only one such tap exists; a second call replaces it.
   */
  readonly tap: (open: (has: { readonly audio: boolean }) => TagSink) => void
}

/** Sound that has not shown up so long after the first keyframe does not exist. */
const audioWithinMs = 500
/** A group of pictures longer than this is not kept: a tap then waits for the next keyframe. */
const mostKeptTags = 20_000

/**
 * One publisher's stream, from its first tag to its last. Knows where it can be entered.
 * @param onStart called once, at the first keyframe with everything known; answers what takes the stream, or null
 * @param onUnusable called where the codecs cannot be converted
 */
export function createIngestRun(options: {
  readonly onStart: (start: StreamStart) => TagSink | null
  readonly onUnusable: (reason: string) => void
}): IngestRun {
  let metadata: StreamMetadata = { width: undefined, height: undefined, frameRate: undefined }
  let metadataTag: MediaTag | undefined
  let videoHeader: MediaTag | undefined
  let audioHeader: MediaTag | undefined
  let firstKeyframe: MediaTag | undefined
  /** From the newest keyframe on. */
  let group: MediaTag[] = []
  /** From the first keyframe until the start. */
  let waiting: MediaTag[] = []
  let main: TagSink | null = null
  let state: 'waiting' | 'running' | 'unusable' = 'waiting'
  let openTap: ((has: { readonly audio: boolean }) => TagSink) | null = null
  let tapped: TagSink | null = null

  const headers = () => [metadataTag, videoHeader, audioHeader].filter((tag) => tag !== undefined)
  const enter = (sink: TagSink, tags: readonly MediaTag[]) => {
    for (const tag of [...headers(), ...tags]) sink.write(tag)
  }

  function start(): void {
    if (firstKeyframe === undefined) return
    state = 'running'
    main = options.onStart({ metadata, hasAudio: audioHeader !== undefined, firstTimestampMs: firstKeyframe.timestampMs })
    if (main !== null) enter(main, waiting)
    waiting = []
    startTap()
  }

  function startTap(): void {
    if (openTap === null || state !== 'running' || group.length === 0) return
    tapped = openTap({ audio: audioHeader !== undefined })
    openTap = null
    enter(tapped, group)
  }

  function keep(tag: MediaTag): void {
    if (tag.kind === 'keyframe') group = [tag]
    else if (group.length > mostKeptTags) group = []
    else if (group.length > 0) group.push(tag)
  }

  function takeHeader(tag: MediaTag): void {
    if (tag.kind === 'metadata') metadataTag = tag
    if (tag.kind === 'video-header') videoHeader = tag
    if (tag.kind === 'audio-header') audioHeader = tag
    const wrong = tag.kind === 'video-header' ? !isAvc(tag.bytes) : tag.kind === 'audio-header' && !isAac(tag.bytes)
    if (!wrong) return
    state = 'unusable'
    options.onUnusable(tag.kind === 'video-header' ? 'the picture is not H.264' : 'the sound is not AAC')
  }

  return {
    onMetadata: (given) => {
      metadata = given
    },
    onTag: (tag) => {
      if (state === 'unusable') return
      const header = isHeader(tag)
      if (header) takeHeader(tag)
      if (state === 'running') {
        main?.write(tag)
        tapped?.write(tag)
        if (!header) keep(tag)
        if (tag.kind === 'keyframe') startTap()
        return
      }
      if (header || videoHeader === undefined) return
      if (tag.kind === 'keyframe') firstKeyframe ??= tag
      if (firstKeyframe === undefined) return
      keep(tag)
      waiting.push(tag)
      if (audioHeader !== undefined || tag.timestampMs - firstKeyframe.timestampMs >= audioWithinMs) start()
    },
    tap: (open) => {
      openTap = open
      tapped = null
      startTap()
    },
  }
}
