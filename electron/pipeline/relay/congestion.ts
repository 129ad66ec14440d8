/** What is known of a connection that publishes. */
export type CongestionWitness = {
  /** Media that waits in our own queue. */
  readonly queueMs: number
  /** What the program has and the ingest has not, by the sender's reports; null before the first. */
  readonly lagMs: number | null
  /** What leaves now; null where that is not known yet. */
  readonly sentKbps: number | null
  /** Since something last left. */
  readonly silentMs: number
}

export type CongestionJudge = {
  /** The video bitrate to change to now, or null. `witness` is null while nothing leaves: a gap is no reason to send a worse picture. */
  readonly judge: (nowMs: number, witness: CongestionWitness | null) => number | null
  /** The video bitrate that holds from now on. */
  readonly take: (nowMs: number, videoKbps: number) => void
  readonly videoKbps: () => number
}

export const congestionTimes = {
  /** More than this behind … */
  behindMs: 1500,
  /** … for so long means that the connection is too slow. */
  behindForMs: 1000,
  /** Nothing for so long may be a gap, which only the next sign of life tells from slowness. */
  silentMs: 1500,
  /** Half as fast as real time: a queue that shrinks quicker than this, per `behindForMs`, needs no help. */
  drainingMs: 500,
  betweenStepsMs: 4000,
  /** After a start or a gap, what piled up may leave first. */
  settleMs: 3000,
  /** Less than this behind is calm. The sender's reports alone account for 0.5 s. */
  calmMs: 1000,
  /** So long must it be calm before the next better picture is tried, twice as long after a try that failed, and so on. */
  quietMs: 30_000,
  longestQuietMs: 300_000,
} as const

const floorKbps = 400
const step = 0.7
/** Share of what leaves that the next bitrate may use, so that what has piled up can leave too. */
const share = 0.85

/** From the chosen bitrate down to the floor, each 0.7 of the one before. */
export const ladderOf = (chosenKbps: number): readonly number[] => {
  const rungs = [chosenKbps]
  for (let next = chosenKbps * step; next > floorKbps; next *= step) rungs.push(Math.round(next))
  return chosenKbps > floorKbps ? [...rungs, floorKbps] : rungs
}

/**
 * Decides when the picture must cost less, and when it may cost more again, never more than was chosen. Goes down as far as
 * what leaves demands at once, and up one rung at a time.
 */
export const createCongestionJudge = (chosenKbps: number, audioKbps: number): CongestionJudge => {
  const ladder = ladderOf(chosenKbps)
  let rung = 0
  let steppedAtMs = Number.NEGATIVE_INFINITY
  let raisedAtMs = Number.NEGATIVE_INFINITY
  let quietMs: number = congestionTimes.quietMs
  let behind: { readonly sinceMs: number; readonly byMs: number } | null = null
  let calmSinceMs: number | null = null
  let awayAtMs = Number.NEGATIVE_INFINITY

  const lower = (sentKbps: number | null): number | null => {
    const fits = ladder.findIndex((kbps, index) => index > rung && (sentKbps === null || kbps + audioKbps <= sentKbps * share))
    return (fits < 0 ? ladder.at(-1) : ladder[fits]) ?? null
  }

  const follow = (nowMs: number, behindMs: number) => {
    if (behindMs <= congestionTimes.behindMs) behind = null
    else if (behind === null || behindMs < behind.byMs - congestionTimes.drainingMs) behind = { sinceMs: nowMs, byMs: behindMs }
    if (behindMs > congestionTimes.calmMs) calmSinceMs = null
    else calmSinceMs ??= nowMs
  }

  return {
    judge: (nowMs, witness) => {
      if (witness === null) {
        behind = null
        calmSinceMs = null
        awayAtMs = nowMs
        return null
      }
      follow(nowMs, Math.max(witness.queueMs, witness.lagMs ?? 0))
      if (nowMs - steppedAtMs < congestionTimes.betweenStepsMs || nowMs - awayAtMs < congestionTimes.settleMs) return null
      const tooSlow = behind !== null && nowMs - behind.sinceMs >= congestionTimes.behindForMs && witness.silentMs < congestionTimes.silentMs
      if (tooSlow && rung < ladder.length - 1) return lower(witness.sentKbps)
      if (calmSinceMs !== null && nowMs - calmSinceMs >= quietMs && rung > 0) return ladder[rung - 1] ?? null
      return null
    },
    take: (nowMs, videoKbps) => {
      const next = Math.max(0, ladder.indexOf(videoKbps))
      if (next < rung) raisedAtMs = nowMs
      else if (nowMs - raisedAtMs < 2 * congestionTimes.quietMs) quietMs = Math.min(congestionTimes.longestQuietMs, quietMs * 2)
      else quietMs = congestionTimes.quietMs
      rung = next
      steppedAtMs = nowMs
      behind = null
      calmSinceMs = null
    },
    videoKbps: () => ladder[rung] ?? chosenKbps,
  }
}
