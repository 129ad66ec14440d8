import { useEffect, useState } from 'react'
import { useCommand } from '../../page-context.tsx'

export const revealSeconds = 10

/** Holds the clear key for as long as it is shown, and not a moment longer. */
export function useStreamKey() {
  const { run } = useCommand()
  const [shown, setShown] = useState<string | null>(null)
  const [secondsLeft, setSecondsLeft] = useState(0)

  useEffect(() => {
    if (shown === null) return
    const endMs = performance.now() + revealSeconds * 1000
    const timer = setInterval(() => {
      const left = Math.ceil((endMs - performance.now()) / 1000)
      setSecondsLeft(left)
      if (left <= 0) setShown(null)
    }, 250)
    return () => clearInterval(timer)
  }, [shown])

  const fetchKey = async (): Promise<string | null> => {
    const result = await run('streamKey.reveal', null)
    return result.ok ? result.value.streamKey : null
  }
  const reveal = async () => {
    const key = await fetchKey()
    setSecondsLeft(revealSeconds)
    setShown(key)
  }
  return { shown, secondsLeft, reveal, hide: () => setShown(null), fetchKey } as const
}
