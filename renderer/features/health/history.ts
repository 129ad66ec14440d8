import type { Telemetry } from '#shared/contract'

/** One look at the numbers; null is not measured. `atMs` is of the page's own monotonic clock. */
export type Sample = {
  readonly atMs: number
  readonly sentKbps: number | null
  readonly fps: number | null
  readonly queueMs: number | null
  /** Frames dropped since the sample before. */
  readonly dropped: number | null
}

export type History = {
  readonly add: (numbers: Telemetry, atMs: number) => void
  /** From here on nothing is known, until the next numbers. */
  readonly breakOff: (atMs: number) => void
  /** What was measured since then, oldest first. A sample of nulls is a gap. */
  readonly since: (fromMs: number) => readonly Sample[]
  readonly newest: () => Sample | null
}

/** Five minutes at two samples a second. */
const keptSamples = 600
/** Numbers come every half second; after this long, some are missing. */
const gapAfterMs = 1_600

/** The last five minutes in a ring: it never grows, and a gap in what was measured stays a gap. */
export function createHistory(kept = keptSamples): History {
  const ring: Sample[] = []
  let next = 0
  let newest: Sample | null = null
  let droppedBefore: number | null = null

  const put = (sample: Sample) => {
    ring[next] = sample
    next = (next + 1) % kept
    newest = sample
  }
  const breakOff = (atMs: number) => {
    droppedBefore = null
    if (newest !== null && !isGap(newest)) put({ atMs: Math.min(atMs, newest.atMs + gapAfterMs / 2), ...nothing })
  }

  return {
    add: ({ sentKbps, fps, queueMs, droppedFrames }, atMs) => {
      if (newest !== null && atMs - newest.atMs > gapAfterMs) breakOff(atMs)
      put({ atMs, sentKbps, fps, queueMs, dropped: droppedSince(droppedBefore, droppedFrames) })
      droppedBefore = droppedFrames
    },
    breakOff,
    since: (fromMs) => [...ring.slice(next), ...ring.slice(0, next)].filter(({ atMs }) => atMs >= fromMs),
    newest: () => newest,
  }
}

const nothing = { sentKbps: null, fps: null, queueMs: null, dropped: null } as const

const isGap = ({ sentKbps, fps, queueMs, dropped }: Sample): boolean => sentKbps === null && fps === null && queueMs === null && dropped === null

/** The core counts from the start of a capture; a count that fell has started over. */
function droppedSince(before: number | null, now: number | null): number | null {
  if (before === null || now === null) return null
  return now >= before ? now - before : now
}
