import type { LiveFlv, Viewer } from './live-flv.ts'

/** The streams that can be watched by RTMP and HTTP-FLV now, by the unguessable part of their addresses. */
export type LiveFlvs = {
  readonly add: (path: string, flv: LiveFlv) => void
  readonly get: (path: string) => LiveFlv | undefined
  /** Nothing to linger for: such a stream is over when its ingest is. */
  readonly end: (path: string) => void
  readonly viewers: () => Readonly<Record<Viewer['kind'], number>>
}

export function createLiveFlvs(): LiveFlvs {
  const flvs = new Map<string, LiveFlv>()
  return {
    add: (path, flv) => flvs.set(path, flv),
    get: (path) => flvs.get(path),
    end: (path) => {
      flvs.get(path)?.end()
      flvs.delete(path)
    },
    viewers: () => {
      const kinds = [...flvs.values()].flatMap((flv) => flv.viewers().map(({ kind }) => kind))
      return { rtmp: kinds.filter((kind) => kind === 'rtmp').length, httpFlv: kinds.filter((kind) => kind === 'httpFlv').length }
    },
  }
}
