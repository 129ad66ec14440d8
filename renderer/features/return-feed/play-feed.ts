import type Hls from 'hls.js'
import type { ErrorData } from 'hls.js'
import { type FeedFault, type FeedTries, healFeed, noTries } from './feed-recovery.ts'

export type FeedState = 'loading' | 'playing' | 'again'

export type FeedEvents = {
  readonly onState: (state: FeedState) => void
  /** How far the shown picture is behind, in milliseconds; null while it is not known. */
  readonly onLatency: (latencyMs: number | null) => void
  /** Clock of the service minus this computer's, in milliseconds. */
  readonly clockOffsetMs: () => number
}

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

const standstillMs = 4_000
const firstPictureWithinMs = 12_000
const wellAfterMs = 10_000

/** Plays a live HLS address in a video element until the returned function is called, healing itself. Never throws. */
export function playFeed(video: HTMLVideoElement, url: string, events: FeedEvents): () => void {
  let stopped = false
  let player: Hls | null = null
  let tries: FeedTries = noTries
  let rebuildTimer: ReturnType<typeof setTimeout> | undefined
  let lastTime = -1
  let movedAtMs = performance.now()
  let playingSinceMs: number | null = null

  const takeDown = () => {
    clearTimeout(rebuildTimer)
    player?.destroy()
    player = null
    playingSinceMs = null
    events.onLatency(null)
  }

  const heal = (fault: FeedFault) => {
    if (stopped) return
    events.onState('again')
    const decision = healFeed(fault, tries)
    tries = decision.tries
    movedAtMs = performance.now()
    if (decision.remedy.act === 'recover-media' && player !== null) {
      player.recoverMediaError()
      play()
      return
    }
    takeDown()
    rebuildTimer = setTimeout(() => void build(), decision.remedy.act === 'rebuild' ? decision.remedy.afterMs : 0)
  }

  const play = () => void video.play().catch(() => undefined)

  const build = async () => {
    try {
      const { default: HlsPlayer } = await import('hls.js')
      if (stopped) return
      const hls = new HlsPlayer(liveConfig)
      player = hls
      hls.on(HlsPlayer.Events.ERROR, (_event, data) => {
        if (data.fatal && player === hls) heal({ kind: kindOf(data) })
      })
      hls.on(HlsPlayer.Events.MANIFEST_PARSED, play)
      hls.loadSource(url)
      hls.attachMedia(video)
    } catch {
      heal({ kind: 'other' })
    }
  }

  const look = () => {
    const nowMs = performance.now()
    if (video.currentTime !== lastTime) {
      lastTime = video.currentTime
      movedAtMs = nowMs
    }
    // A hidden page is throttled by the browser; standing still there means nothing.
    if (document.hidden || player === null) return
    if (video.paused && video.readyState >= video.HAVE_FUTURE_DATA) play()
    if (nowMs - movedAtMs > (playingSinceMs === null ? firstPictureWithinMs : standstillMs)) return heal({ kind: 'other' })
    if (playingSinceMs !== null && nowMs - playingSinceMs > wellAfterMs) tries = noTries
    events.onLatency(latencyOf(player, events.clockOffsetMs()))
  }

  const onPlaying = () => {
    playingSinceMs ??= performance.now()
    events.onState('playing')
  }
  const onError = () => heal({ kind: 'media' })
  video.addEventListener('playing', onPlaying)
  video.addEventListener('error', onError)
  const watch = setInterval(look, 500)
  events.onState('loading')
  void build()

  return () => {
    stopped = true
    clearInterval(watch)
    video.removeEventListener('playing', onPlaying)
    video.removeEventListener('error', onError)
    takeDown()
  }
}

const kindOf = ({ type }: ErrorData): FeedFault['kind'] => (type === 'networkError' ? 'network' : type === 'mediaError' ? 'media' : 'other')

/** From the wall clock in the playlist where there is one; else the distance from the edge, which leaves the encoding out. */
function latencyOf(player: Hls, clockOffsetMs: number): number | null {
  const shown = player.playingDate
  if (shown !== null) return Math.max(0, Date.now() + clockOffsetMs - shown.getTime())
  return player.latency > 0 ? player.latency * 1000 : null
}
