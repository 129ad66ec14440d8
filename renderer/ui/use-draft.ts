import { useEffect, useRef, useState } from 'react'
import { createPaced, dragPaceMs } from './paced.ts'

/** An answer and the snapshot that it led to come on different ways; until then the older value is not shown again. */
const settlesMs = 400

/**
 * A value that a person is changing right now: shown at once, sent at a pace, and given back to what the core says soon after
 * the last answer. `send` ends when the core has answered.
 */
export function useDraft<T>(known: T, send: (value: T) => Promise<unknown>) {
  const [draft, setDraft] = useState<{ readonly value: T } | null>(null)
  const newest = useRef<{ readonly value: T } | null>(null)
  const latestSend = useRef(send)
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [paced] = useState(() =>
    createPaced((value: T) => {
      void latestSend.current(value).finally(() => {
        clearTimeout(settling.current)
        settling.current = setTimeout(() => {
          if (newest.current?.value !== value) return
          newest.current = null
          setDraft(null)
        }, settlesMs)
      })
    }, dragPaceMs),
  )

  useEffect(() => {
    latestSend.current = send
  })
  useEffect(
    () => () => {
      paced.flush()
      clearTimeout(settling.current)
    },
    [paced],
  )

  return {
    value: draft === null ? known : draft.value,
    change: (value: T): void => {
      newest.current = { value }
      setDraft(newest.current)
      paced.push(value)
    },
  } as const
}
