import Hls, { type ErrorData } from 'hls.js'
import type { FeedPlayer, StartPlayer } from './feed-player.ts'
import type { FeedFault } from './feed-recovery.ts'
import { createCushion } from './keep-cushion.ts'

const lookEveryMs = 200
const beganWithinMs = 1000

/**
 * Close to the live edge with segments of any length: start a little less than two target durations behind, jump when more
 * than six behind. Between these the cushion decides how fast it is played. hls.js itself would only ever play faster: a
 * feed that began with one segment stayed a fifth of a second from running dry.
 */
const liveConfig = {
  lowLatencyMode: true,
  liveSyncDurationCount: 1.75,
  liveMaxLatencyDurationCount: 6,
  liveSyncOnStallIncrease: 0.5,
  maxLiveSyncPlaybackRate: 1,
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
  const letGo = keepCushion(video)
  return {
    recoverMedia: () => hls.recoverMediaError(),
    latencyMs: (clockOffsetMs) => latencyOf(hls, clockOffsetMs),
    destroy: () => {
      letGo()
      hls.destroy()
    },
  }
}

/** Plays a little slower or faster, until the returned function is called. */
function keepCushion(video: HTMLVideoElement): () => void {
  const cushion = createCushion()
  let playsSinceMs: number | null = null
  const onPlaying = () => {
    playsSinceMs ??= performance.now()
  }
  const onWaiting = () => {
    const nowMs = performance.now()
    // Before that it begins, or a jump is under way.
    if (playsSinceMs !== null && nowMs - playsSinceMs > beganWithinMs && !video.seeking) cushion.ranDry(nowMs)
  }
  const look = () => {
    if (playsSinceMs === null || video.seeking || video.paused) return
    video.playbackRate = cushion.look({ atMs: performance.now(), aheadSeconds: aheadOf(video) })
  }
  video.addEventListener('playing', onPlaying)
  video.addEventListener('waiting', onWaiting)
  const looking = setInterval(look, lookEveryMs)
  return () => {
    clearInterval(looking)
    video.removeEventListener('playing', onPlaying)
    video.removeEventListener('waiting', onWaiting)
    video.playbackRate = 1
  }
}

/** What can be played on without a gap, in seconds. */
function aheadOf({ buffered, currentTime }: HTMLVideoElement): number {
  for (let range = 0; range < buffered.length; range++) {
    if (buffered.start(range) <= currentTime + 0.1 && currentTime <= buffered.end(range)) return buffered.end(range) - currentTime
  }
  return 0
}

const kindOf = ({ type }: ErrorData): FeedFault['kind'] => (type === 'networkError' ? 'network' : type === 'mediaError' ? 'media' : 'other')

/** From the wall clock in the playlist where there is one; else the distance from the edge, which leaves the encoding out. */
function latencyOf(player: Hls, clockOffsetMs: number): number | null {
  const shown = player.playingDate
  if (shown !== null) return Math.max(0, Date.now() + clockOffsetMs - shown.getTime())
  return player.latency > 0 ? player.latency * 1000 : null
}
