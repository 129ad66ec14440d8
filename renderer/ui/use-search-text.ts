import { type ChangeEvent, useEffect, useState } from 'react'

/** How long a person pauses before they want to see something. */
const pauseMs = 250

/** A search field: what it shows, and what is asked for once the person pauses. A syllable that is still being put together is not asked for. */
export function useSearchText(first = '') {
  const [text, setText] = useState(first)
  const [composing, setComposing] = useState(false)
  const [asked, setAsked] = useState(first.trim())
  useEffect(() => {
    if (composing) return
    const timer = setTimeout(() => setAsked(text.trim()), text === '' ? 0 : pauseMs)
    return () => clearTimeout(timer)
  }, [text, composing])
  return {
    asked,
    clear: () => setText(''),
    field: {
      value: text,
      onChange: (event: ChangeEvent<HTMLInputElement>) => setText(event.target.value),
      onCompositionStart: () => setComposing(true),
      onCompositionEnd: () => setComposing(false),
    },
  } as const
}
