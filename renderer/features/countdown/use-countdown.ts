import { useEffect, useRef, useState } from 'react'
import { type Countdown, type CountdownEvent, countdown, notCounting } from './countdown.ts'

export type CountdownOptions = {
  /** 0: zero is reached at once. */
  readonly seconds: number
  /** Why what follows is not possible now, in words; null while it is. */
  readonly blocked: string | null
  readonly onZero: () => Promise<unknown>
}

export type CountdownControl = {
  readonly current: Countdown
  /** Resolves when the countdown is over, whichever way, and what it led to as well. */
  readonly start: () => Promise<void>
  readonly cancel: () => void
}

/** A countdown that ends by itself when what it counts to stops being possible. */
export function useCountdown(options: CountdownOptions): CountdownControl {
  const { blocked } = options
  const [current, setCurrent] = useState<Countdown>(notCounting)
  const latest = useRef<Countdown>(notCounting)
  const wanted = useRef(options)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const over = useRef(() => {})

  const dispatch = (event: CountdownEvent): void => {
    const before = latest.current
    const after = countdown(before, event)
    if (after === before) return
    latest.current = after
    setCurrent(after)
    clearTimeout(timer.current)
    if (after.state === 'counting') timer.current = setTimeout(() => dispatch({ type: 'second' }), 1_000)
    if (after.state === 'reached') void wanted.current.onZero().finally(() => dispatch({ type: 'settled' }))
    if (after.state === 'off' || after.state === 'stopped') over.current()
  }

  useEffect(() => {
    wanted.current = options
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what blocks matters; `dispatch` works on refs
  useEffect(() => {
    if (blocked !== null) dispatch({ type: 'forbid', why: blocked })
  }, [blocked])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      over.current()
    },
    [],
  )

  const start = () =>
    new Promise<void>((resolve) => {
      over.current = resolve
      dispatch({ type: 'start', seconds: wanted.current.seconds })
    })
  return { current, start, cancel: () => dispatch({ type: 'cancel' }) }
}
