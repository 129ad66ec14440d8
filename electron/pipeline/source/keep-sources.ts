import { isDeepStrictEqual } from 'node:util'
import type { OpenSourceView } from '#shared/contract'
import type { Failure } from '#shared/failure'
import type { CanvasSize } from '#shared/scenes'
import type { Frame } from '../bus/port.ts'
import type { OpenSource, SourceRequest, SourceSink, SourceState } from './port.ts'

export type KeptSourcesDeps = {
  readonly open: (request: SourceRequest, sink: SourceSink) => OpenSource
  readonly onFrame: (source: string, frame: Frame, atMs: number) => void
  /** Of a picture that came too late: its source was replaced already. */
  readonly onLateFrame: (frame: Frame) => void
  readonly onSound: (source: string, samples: Int16Array, atMs: number) => void
  /** Nothing more comes of it until it is opened again. */
  readonly onLost: (source: string) => void
  readonly onClosed: (source: string) => void
  /** What `view` tells, or the size of a picture, has changed. */
  readonly onChange: () => void
  readonly after: (ms: number, act: () => void) => () => void
}

/** The sources that are open, each once. */
export type KeptSources = {
  /**
   * Opens what is not open yet, and answers once each of these gives something, was lost, or 4 s have passed. `failures`: of those that were opened for
   * this and did not come up; they are tried on until they are dropped.
   */
  readonly bring: (
    requests: readonly SourceRequest[],
  ) => Promise<{ readonly failures: readonly { readonly source: string; readonly failure: Failure }[] }>
  readonly drop: (sources: readonly string[]) => void
  /** Closes the others. */
  readonly keepOnly: (stays: (request: SourceRequest) => boolean) => void
  readonly sizeOf: (source: string) => CanvasSize | null
  readonly view: () => readonly OpenSourceView[]
  /** Closes everything, and answers when the devices are free. */
  readonly closeAll: () => Promise<void>
}

/** Longer than any device takes to come up; a camera of a slow computer needs two seconds. */
const bringMs = 4000

type Kept = {
  request: SourceRequest
  opened: OpenSource
  state: SourceState
  size: CanvasSize | null
  /** It gave a picture (or, where it has none, a sound) at least once. */
  gave: boolean
  settle: (() => void) | null
}

/** A device that only one program may have open. */
const isExclusive = ({ picture, sound }: SourceRequest): boolean => {
  const kind = picture?.input.kind
  return (
    kind === 'v4l2' ||
    kind === 'dshow-camera' ||
    kind === 'avfoundation-camera' ||
    kind === 'page' ||
    sound?.kind === 'page' ||
    sound?.kind === 'alsa'
  )
}

/**
 * At another rate it is opened anew, beside the one that is seen. Others stay as they were opened: a camera would be gone for seconds, a file would
 * begin anew, and the bus takes the newest picture at any rate.
 */
const isRepaced = ({ picture }: SourceRequest): boolean =>
  picture?.input.kind === 'x11grab' ||
  picture?.input.kind === 'x11-window' ||
  picture?.input.kind === 'gdigrab' ||
  picture?.input.kind === 'ddagrab' ||
  picture?.input.kind === 'gdigrab-window'

/** What is open serves for what is asked for: the same thing, with pictures that are large enough. */
const serves = (open: SourceRequest, asked: SourceRequest): boolean => {
  const comesAlong = asked.sound?.kind === 'page' && open.sound?.kind === 'of-the-picture'
  if (!isDeepStrictEqual(open.sound, asked.sound) && asked.sound !== null && !comesAlong) return false
  if (asked.picture === null) return true
  if (open.picture === null || !isDeepStrictEqual(open.picture.input, asked.picture.input)) return false
  if (open.picture.fps !== asked.picture.fps && isRepaced(asked)) return false
  const { largest } = open.picture
  return largest.width >= asked.picture.largest.width && largest.height >= asked.picture.largest.height
}

export const createKeptSources = (deps: KeptSourcesDeps): KeptSources => {
  const kept = new Map<string, Kept>()
  const closing = new Set<Promise<void>>()

  const close = (opened: OpenSource) => {
    const gone = opened.close().finally(() => closing.delete(gone))
    closing.add(gone)
  }

  const open = (request: SourceRequest, replaced: Kept | null): Kept => {
    const { source } = request
    const mine: Kept = { request, opened: undefined as never, state: { state: 'opening' }, size: null, gave: false, settle: null }
    /** Until the new one gives something, the old one is seen. */
    const takesOver = () => {
      if (mine.gave) return
      mine.gave = true
      if (replaced !== null) close(replaced.opened)
      mine.settle?.()
    }
    const isMine = () => kept.get(source) === mine
    const isReplaced = () => {
      const now = kept.get(source)
      return now !== undefined && now !== mine && mine.gave && now.gave
    }
    mine.opened = deps.open(request, {
      onFrame: (frame, atMs) => {
        // what is still on its way from the old one would lead the picture back in time
        if (isReplaced()) return deps.onLateFrame(frame)
        takesOver()
        const resized = mine.size?.width !== frame.width || mine.size.height !== frame.height
        if (resized) mine.size = { width: frame.width, height: frame.height }
        deps.onFrame(source, frame, atMs)
        if (resized && isMine()) deps.onChange()
      },
      onSound: (samples, atMs) => {
        if (isReplaced()) return
        if (request.picture === null) takesOver()
        deps.onSound(source, samples, atMs)
      },
      onState: (state) => {
        mine.state = state
        if (!isMine()) return
        if (state.state === 'lost') {
          mine.settle?.()
          deps.onLost(source)
        }
        deps.onChange()
      },
    })
    return mine
  }

  const drop = (source: string) => {
    const entry = kept.get(source)
    if (entry === undefined) return
    kept.delete(source)
    close(entry.opened)
    deps.onClosed(source)
  }

  const dropAll = (gone: readonly string[]) => {
    for (const source of gone) drop(source)
    if (gone.length > 0) deps.onChange()
  }

  /** Answers when this one gave something, was lost, or took too long. */
  const untilGiving = (entry: Kept): Promise<void> => {
    if (entry.gave || entry.state.state === 'lost') return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = deps.after(bringMs, resolve)
      entry.settle = () => {
        cancel()
        resolve()
      }
    })
  }

  const bring: KeptSources['bring'] = async (requests) => {
    const fresh: Kept[] = []
    for (const request of requests) {
      const known = kept.get(request.source)
      if (known !== undefined && serves(known.request, request)) continue
      if (known !== undefined && isExclusive(request)) close(known.opened)
      const entry = open(request, known === undefined || isExclusive(request) ? null : known)
      kept.set(request.source, entry)
      if (known === undefined) fresh.push(entry)
    }
    if (fresh.length > 0) deps.onChange()
    await Promise.all([...kept.values()].filter(({ request }) => requests.some(({ source }) => source === request.source)).map(untilGiving))
    const failures = fresh.flatMap(({ request: { source }, state, gave }) =>
      gave || state.state !== 'lost' || !kept.has(source) ? [] : [{ source, failure: state.failure }],
    )
    return { failures }
  }

  return {
    bring,
    drop: dropAll,
    keepOnly: (stays) => dropAll([...kept.values()].flatMap(({ request }) => (stays(request) ? [] : [request.source]))),
    sizeOf: (source) => kept.get(source)?.size ?? null,
    view: () =>
      [...kept.values()].map(({ request, state, size }) => ({
        id: request.source,
        state: state.state,
        width: size?.width ?? null,
        height: size?.height ?? null,
        failure: state.state === 'lost' ? state.failure : null,
      })),
    closeAll: async () => {
      for (const source of [...kept.keys()]) drop(source)
      deps.onChange()
      await Promise.all(closing)
    },
  }
}
