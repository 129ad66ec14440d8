import { type Feed, type FeedPlayer, loadPlayer } from './feed-player.ts'
import { type FeedFault, type FeedTries, healFeed, noTries } from './feed-recovery.ts'

export type FeedState = 'loading' | 'playing' | 'again'

export type FeedEvents = {
  readonly onState: (state: FeedState) => void
  /** How far the shown picture is behind, in milliseconds; null while it is not known. */
  readonly onLatency: (latencyMs: number | null) => void
  /** Clock of the service minus this computer's, in milliseconds. */
  readonly clockOffsetMs: () => number
}

const standstillMs = 4_000
const firstPictureWithinMs = 12_000
const wellAfterMs = 10_000

/** Plays a live feed in a video element until the returned function is called, healing itself. Never throws. */
export function playFeed(video: HTMLVideoElement, { protocol, url }: Feed, events: FeedEvents): () => void {
  let stopped = false
  let player: FeedPlayer | null = null
  /** Counts players, so that a word of one that was given up is not taken for the newest one's. */
  let builds = 0
  let tries: FeedTries = noTries
  let rebuildTimer: ReturnType<typeof setTimeout> | undefined
  let lastTime = -1
  let movedAtMs = performance.now()
  let playingSinceMs: number | null = null

  const takeDown = () => {
    clearTimeout(rebuildTimer)
    builds += 1
    player?.destroy()
    player = null
    playingSinceMs = null
    events.onLatency(null)
  }

  const heal = (fault: FeedFault) => {
    if (stopped) return
    events.onState('again')
    const recoverMedia = player?.recoverMedia ?? null
    const decision = healFeed(fault, tries, recoverMedia !== null)
    tries = decision.tries
    movedAtMs = performance.now()
    if (decision.remedy.act === 'recover-media') {
      recoverMedia?.()
      play()
      return
    }
    takeDown()
    rebuildTimer = setTimeout(() => void build(), decision.remedy.afterMs)
  }

  const play = () => void video.play().catch(() => undefined)

  const build = async () => {
    builds += 1
    const mine = builds
    const isNewest = () => !stopped && builds === mine
    try {
      const start = await loadPlayer(protocol)
      if (!isNewest()) return
      player = start(video, url, { onReady: () => isNewest() && play(), onFault: (fault) => isNewest() && heal(fault) })
    } catch {
      if (isNewest()) heal({ kind: 'other' })
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
    events.onLatency(player.latencyMs(events.clockOffsetMs()))
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
