/** How much a feed may hand over beyond what the other side has reported to have written. Pure bookkeeping in bytes. */
export type HandOverWindow = {
  /** The other side has written `writtenBytes` of the `handedBytes` that it got so far. */
  readonly report: (nowMs: number, handedBytes: number, writtenBytes: number) => void
  /** Bytes that may follow now; without end before the first report, so that a new connection starts at once. */
  readonly room: (nowMs: number, handedBytes: number) => number
  /** A report has come: the connection stands. */
  readonly isKnown: () => boolean
}

/** Reports come every 0.5 s; who keeps up may be given twice as much as passes meanwhile. */
const keepingUpMs = 1000
const fallenBehindMs = 300
/** A report later than this is a first sign of trouble. */
const reportIsLateMs = 650
/** Who has less than this left to write at a report keeps up. */
const keepsUpWithinMs = 250
/** An I/O buffer of ffmpeg; less would make it wait for us. */
const leastBytes = 16 * 1024

/**
 * What lies in pipes can no longer be dropped (Linux holds 200 KB between two processes: ten seconds of a link of 200 kbit/s), so as soon as
 * reports show that it does not drain, little more is handed over; the queue, which can drop, keeps the rest.
 */
export const createHandOverWindow = (programKbps: () => number): HandOverWindow => {
  let written: number | null = null
  let keepsUp = true
  let reportedAtMs = 0
  const bytesIn = (ms: number) => Math.max(leastBytes, (programKbps() / 8) * ms)
  return {
    report: (nowMs, handedBytes, writtenBytes) => {
      reportedAtMs = nowMs
      written = writtenBytes
      keepsUp = handedBytes - writtenBytes <= bytesIn(keepsUpWithinMs)
    },
    room: (nowMs, handedBytes) => {
      if (written === null) return Number.POSITIVE_INFINITY
      const ahead = keepsUp && nowMs - reportedAtMs < reportIsLateMs ? keepingUpMs : fallenBehindMs
      return written + bytesIn(ahead) - handedBytes
    },
    isKnown: () => written !== null,
  }
}
