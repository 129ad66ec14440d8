import { useEffect, useRef } from 'react'

const listeners = new Set<() => void>()

/** Asks for an empty connection form; whoever owns it opens it. */
export function requestConnectionForm(): void {
  for (const listener of [...listeners]) listener()
}

/** Called each time a connection form is asked for, from wherever on the page. */
export function useConnectionFormRequests(listener: () => void): void {
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => {
    const call = () => latest.current()
    listeners.add(call)
    return () => {
      listeners.delete(call)
    }
  }, [])
}
