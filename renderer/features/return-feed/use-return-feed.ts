import { useEffect, useRef, useState } from 'react'
import { feedLatency } from './feed-latency.ts'
import type { Feed } from './feed-player.ts'
import { type FeedState, playFeed } from './play-feed.ts'

/** Plays the feed while there is one, anew when it changes. Sound is off until asked for: it would be heard by the microphone. */
export function useReturnFeed(feed: Feed | null, clockOffsetMs: number) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<FeedState>('loading')
  const [latencyMs, setLatencyMs] = useState<number | null>(null)
  const [muted, setMuted] = useState(true)
  const offset = useRef(clockOffsetMs)
  offset.current = clockOffsetMs
  const protocol = feed?.protocol ?? null
  const url = feed?.url ?? null

  useEffect(() => {
    if (video.current !== null) video.current.muted = muted
  }, [muted])

  useEffect(() => {
    if (protocol === null || url === null || video.current === null) return
    setState('loading')
    return playFeed(
      video.current,
      { protocol, url },
      {
        onState: setState,
        onLatency: (latency) => {
          const rounded = latency === null ? null : Math.round(latency / 100) * 100
          setLatencyMs(rounded)
          feedLatency.set(rounded)
        },
        clockOffsetMs: () => offset.current,
      },
    )
  }, [protocol, url])

  return { video, state, latencyMs, muted, toggleSound: () => setMuted((now) => !now) } as const
}
