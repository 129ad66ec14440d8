import { type RefObject, useEffect, useReducer, useRef, useState } from 'react'
import { useCommand } from '../../page-context.tsx'
import { hiddenKey, revealedKey, revealSeconds, secondsLeft } from './revealed-key.ts'

/**
 * Holds the clear key for as long as it is shown, and not a moment longer.
 * @param identity changes with the key, so that one that is no longer valid does not stay
 * @param place where it is shown; once that is out of sight, nobody wanted it to stay
 */
export function useStreamKey(identity: string, place: RefObject<HTMLElement | null>) {
  const { run } = useCommand()
  const [current, dispatch] = useReducer(revealedKey, hiddenKey)
  const requests = useRef(0)
  const [left, setLeft] = useState(0)
  const { state } = current

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever the key was, another one hides it
  useEffect(() => dispatch({ type: 'hide' }), [identity])
  useEffect(() => (state === 'hidden' ? undefined : whenOutOfSight(place.current, () => dispatch({ type: 'hide' }))), [state, place])
  useEffect(() => {
    if (current.state !== 'shown') return
    const timer = setInterval(() => {
      const nowMs = performance.now()
      setLeft(secondsLeft(current, nowMs))
      dispatch({ type: 'tick', nowMs })
    }, 200)
    return () => clearInterval(timer)
  }, [current])

  const fetchKey = async (): Promise<string | null> => {
    const result = await run('streamKey.reveal', null)
    return result.ok ? result.value.streamKey : null
  }
  const reveal = async () => {
    requests.current += 1
    const request = requests.current
    dispatch({ type: 'ask', request })
    const key = await fetchKey()
    setLeft(revealSeconds)
    dispatch({ type: 'answer', request, key, nowMs: performance.now() })
  }
  return { shown: current.state === 'shown' ? current.key : null, left, reveal, hide: () => dispatch({ type: 'hide' }), fetchKey } as const
}

/** Another window or tab, another panel of this page, or scrolled away. */
function whenOutOfSight(place: HTMLElement | null, then: () => void): () => void {
  const whenHidden = () => document.hidden && then()
  const observer = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => !isIntersecting)) then()
  })
  if (place !== null) observer.observe(place)
  window.addEventListener('blur', then)
  document.addEventListener('visibilitychange', whenHidden)
  return () => {
    observer.disconnect()
    window.removeEventListener('blur', then)
    document.removeEventListener('visibilitychange', whenHidden)
  }
}
