import { useEffect, useRef } from 'react'

/** Lets one part of the page ask another for something, without knowing who answers: `[ask, useAnswer]`. */
export function createRequests<T>(): readonly [ask: (value: T) => void, useAnswer: (answer: (value: T) => void) => void] {
  const listeners = new Set<(value: T) => void>()
  const ask = (value: T) => {
    for (const listener of [...listeners]) listener(value)
  }
  const useAnswer = (answer: (value: T) => void) => {
    const latest = useRef(answer)
    useEffect(() => {
      latest.current = answer
    })
    useEffect(() => {
      const call = (value: T) => latest.current(value)
      listeners.add(call)
      return () => void listeners.delete(call)
    }, [])
  }
  return [ask, useAnswer]
}
