import Hls, { type ErrorData } from 'hls.js'
import type { FeedPlayer, StartPlayer } from './feed-player.ts'
import type { FeedFault } from './feed-recovery.ts'

/**
 * Close to the live edge with segments of any length: start a little less than two target durations behind, play a little
 * faster when further behind, jump when more than six behind. At one and a half, caught up with at 1.25 times the speed,
 * a busy machine ran dry within seconds; each standstill moves the aim back by half a second, at most by one duration.
 */
const liveConfig = {
  lowLatencyMode: true,
  liveSyncDurationCount: 1.75,
  liveMaxLatencyDurationCount: 6,
  liveSyncOnStallIncrease: 0.5,
  maxLiveSyncPlaybackRate: 1.1,
  startLevel: -1,
  abrEwmaDefaultEstimate: 20_000_000,
  backBufferLength: 10,
  maxBufferLength: 10,
  manifestLoadingMaxRetry: 0,
  levelLoadingMaxRetry: 2,
  fragLoadingMaxRetry: 2,
}

/** Plays a live HLS address. */
export const startHls: StartPlayer = (video, url, { onReady, onFault }): FeedPlayer => {
  const hls = new Hls(liveConfig)
  hls.on(Hls.Events.ERROR, (_event, data) => {
    if (data.fatal) onFault({ kind: kindOf(data) })
  })
  hls.on(Hls.Events.MANIFEST_PARSED, onReady)
  hls.loadSource(url)
  hls.attachMedia(video)
  return {
    recoverMedia: () => hls.recoverMediaError(),
    latencyMs: (clockOffsetMs) => latencyOf(hls, clockOffsetMs),
    destroy: () => hls.destroy(),
  }
}

const kindOf = ({ type }: ErrorData): FeedFault['kind'] => (type === 'networkError' ? 'network' : type === 'mediaError' ? 'media' : 'other')

/** From the wall clock in the playlist where there is one; else the distance from the edge, which leaves the encoding out. */
function latencyOf(player: Hls, clockOffsetMs: number): number | null {
  const shown = player.playingDate
  if (shown !== null) return Math.max(0, Date.now() + clockOffsetMs - shown.getTime())
  return player.latency > 0 ? player.latency * 1000 : null
}
