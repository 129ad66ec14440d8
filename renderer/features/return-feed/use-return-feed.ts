import { useEffect, useRef, useState } from 'react'
import { feedLatency } from './feed-latency.ts'
import { type FeedState, playFeed } from './play-feed.ts'

/** Plays `url` while there is one, anew when it changes. Sound is off until asked for: it would be heard by the microphone. */
export function useReturnFeed(url: string | null, clockOffsetMs: number) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<FeedState>('loading')
  const [latencyMs, setLatencyMs] = useState<number | null>(null)
  const [muted, setMuted] = useState(true)
  const offset = useRef(clockOffsetMs)
  offset.current = clockOffsetMs

  useEffect(() => {
    if (video.current !== null) video.current.muted = muted
  }, [muted])

  useEffect(() => {
    if (url === null || video.current === null) return
    setState('loading')
    return playFeed(video.current, url, {
      onState: setState,
      onLatency: (latency) => {
        const rounded = latency === null ? null : Math.round(latency / 100) * 100
        setLatencyMs(rounded)
        feedLatency.set(rounded)
      },
      clockOffsetMs: () => offset.current,
    })
  }, [url])

  return { video, state, latencyMs, muted, toggleSound: () => setMuted((now) => !now) } as const
}
