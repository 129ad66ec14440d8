import { useEffect, useRef } from 'react'

/** Changes often come in twos and threes: one question is asked for all of them. */
const settleMs = 500

/** Calls `onNews` once what is told has become another text, and stays it for a moment. Not for the first one. */
export function useNews(news: string, onNews: () => void): void {
  const known = useRef(news)
  const newest = useRef(onNews)
  newest.current = onNews
  useEffect(() => {
    if (known.current === news) return
    const timer = setTimeout(() => {
      known.current = news
      newest.current()
    }, settleMs)
    return () => clearTimeout(timer)
  }, [news])
}
