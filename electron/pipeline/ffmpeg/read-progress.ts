/**
 * One report of ffmpeg's `-progress` (every 0.5 s and once at the end).
 * `null` means that ffmpeg did not say or said `N/A`; a process with `-c copy` reports no frame rate, one without video no frames.
 */
export type FfmpegProgress = {
  /** Video frames written so far. */
  readonly frame: number | null
  readonly fps: number | null
  /** Time of the newest packet written, in milliseconds of the output's own clock. */
  readonly outTimeMs: number | null
  /** Bytes written so far. */
  readonly totalBytes: number | null
  readonly dropFrames: number | null
  /** Media seconds per real second. */
  readonly speed: number | null
  /** The last report: ffmpeg is closing its outputs. */
  readonly end: boolean
}

export type ProgressReader = {
  /** Takes the next piece of the pipe, cut anywhere, and answers the reports that became complete. */
  readonly read: (chunk: Uint8Array | string) => readonly FfmpegProgress[]
}

/** A line longer than this is no progress line; it is dropped, so that foreign output cannot grow our memory. */
const longestLine = 512

const numberOf = (text: string | undefined): number | null => {
  if (text === undefined) return null
  const value = Number.parseFloat(text)
  return Number.isFinite(value) ? value : null
}

const countOf = (text: string | undefined): number | null => {
  const value = numberOf(text)
  return value === null || value < 0 ? null : value
}

/** Before the first packet ffmpeg prints `N/A` or the smallest 64-bit number, depending on its version. */
const outTimeOf = (fields: ReadonlyMap<string, string>): number | null => {
  const us = numberOf(fields.get('out_time_us') ?? fields.get('out_time_ms'))
  return us === null || us < -1e15 ? null : us / 1000
}

/**
 * Reads `-progress pipe:N`: `key=value` lines, each report closed by `progress=continue` or `progress=end`.
 * `out_time_ms` holds microseconds in every version seen (a slip of ffmpeg kept for compatibility); `out_time_us` is preferred.
 */
export const createProgressReader = (): ProgressReader => {
  const decoder = new TextDecoder()
  let rest = ''
  let skipping = false
  let fields = new Map<string, string>()

  const takeLine = (line: string): FfmpegProgress | null => {
    const at = line.indexOf('=')
    if (at <= 0) return null
    const key = line.slice(0, at).trim()
    const value = line.slice(at + 1).trim()
    if (key !== 'progress') {
      if (fields.size < 64) fields.set(key, value)
      return null
    }
    const report: FfmpegProgress = {
      frame: countOf(fields.get('frame')),
      fps: countOf(fields.get('fps')),
      outTimeMs: outTimeOf(fields),
      totalBytes: countOf(fields.get('total_size')),
      dropFrames: countOf(fields.get('drop_frames')),
      speed: countOf(fields.get('speed')),
      end: value === 'end',
    }
    fields = new Map()
    return report
  }

  return {
    read: (chunk) => {
      const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n')
      rest = lines.pop() ?? ''
      const reports: FfmpegProgress[] = []
      for (const line of lines) {
        const report = skipping ? null : takeLine(line)
        skipping = false
        if (report !== null) reports.push(report)
      }
      if (rest.length > longestLine) {
        rest = ''
        skipping = true
      }
      return reports
    },
  }
}
