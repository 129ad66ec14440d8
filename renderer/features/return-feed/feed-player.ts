import type { SessionView } from '#shared/contract'
import type { FeedFault } from './feed-recovery.ts'

export type Feed = NonNullable<SessionView['returnFeed']>

/** What a player tells while it plays; faults are fatal to it, unless it can heal them in place. */
export type PlayerEvents = { readonly onReady: () => void; readonly onFault: (fault: FeedFault) => void }

/** One attempt to play a feed in a video element. */
export type FeedPlayer = {
  /** Goes on after a fault of the media with the picture on screen; null where the player cannot. */
  readonly recoverMedia: (() => void) | null
  /** How far the shown picture is behind what was captured, in milliseconds; null where that cannot be known. */
  readonly latencyMs: (clockOffsetMs: number) => number | null
  readonly destroy: () => void
}

export type StartPlayer = (video: HTMLVideoElement, url: string, events: PlayerEvents) => FeedPlayer

/** Fetches a player only when there is something to play; each is larger than the rest of the page. */
export function loadPlayer(protocol: Feed['protocol']): Promise<StartPlayer> {
  switch (protocol) {
    case 'hls':
      return import('./hls-player.ts').then(({ startHls }) => startHls)
    case 'flv':
      return import('./flv-player.ts').then(({ startFlv }) => startFlv)
  }
}
