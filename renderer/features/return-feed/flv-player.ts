import mpegts from 'mpegts.js'
import type { FeedPlayer, StartPlayer } from './feed-player.ts'
import type { FeedFault } from './feed-recovery.ts'

/**
 * As close to the newest picture as a busy machine allows: what arrives is decoded at once, and a rest that has grown is
 * caught up with a little faster, or by a jump where the page was held up for seconds. The worker stays off: it would be
 * started from a text, and a stream of this size costs the page less than the copying.
 */
const liveConfig = {
  enableWorker: false,
  enableStashBuffer: false,
  lazyLoad: false,
  liveSync: true,
  liveSyncMaxLatency: 0.9,
  liveSyncTargetLatency: 0.5,
  liveSyncPlaybackRate: 1.1,
  liveBufferLatencyChasing: true,
  liveBufferLatencyMaxLatency: 4,
  liveBufferLatencyMinRemain: 0.5,
  autoCleanupSourceBuffer: true,
  autoCleanupMaxBackwardDuration: 20,
  autoCleanupMinBackwardDuration: 10,
}

// What goes wrong is told by events, not on the console.
mpegts.LoggingControl.applyConfig({ enableAll: false })

/** Plays a live HTTP-FLV address. */
export const startFlv: StartPlayer = (video, url, { onReady, onFault }): FeedPlayer => {
  const player = mpegts.createPlayer({ type: 'flv', isLive: true, url }, liveConfig)
  player.on(mpegts.Events.ERROR, (type: string) => onFault({ kind: kindOf(type) }))
  // A live stream has no end: it broke off.
  player.on(mpegts.Events.LOADING_COMPLETE, () => onFault({ kind: 'network' }))
  player.attachMediaElement(video)
  player.load()
  onReady()
  return {
    recoverMedia: null,
    // The format carries no wall clock, and how long the service held a picture back cannot be seen from here.
    latencyMs: () => null,
    destroy: () => {
      player.destroy()
      video.playbackRate = 1
    },
  }
}

const kindOf = (type: string): FeedFault['kind'] =>
  type === mpegts.ErrorTypes.NETWORK_ERROR ? 'network' : type === mpegts.ErrorTypes.MEDIA_ERROR ? 'media' : 'other'
