import { type RefObject, useEffect, useState } from 'react'

/** Tells whether an element can be seen: on screen, in a document that is shown. Answers until the returned function is called. */
export function watchVisible(element: Element, onChange: (visible: boolean) => void): () => void {
  let onScreen = false
  let told: boolean | null = null
  const tell = () => {
    const visible = onScreen && !document.hidden
    if (visible === told) return
    told = visible
    onChange(visible)
  }
  const observer = new IntersectionObserver((entries) => {
    onScreen = entries.at(-1)?.isIntersecting ?? false
    tell()
  })
  observer.observe(element)
  document.addEventListener('visibilitychange', tell)
  return () => {
    observer.disconnect()
    document.removeEventListener('visibilitychange', tell)
  }
}

/** Whether the element can be seen; false until it is known. */
export function useVisible(element: RefObject<Element | null>): boolean {
  const [visible, setVisible] = useState(false)
  useEffect(() => (element.current === null ? undefined : watchVisible(element.current, setVisible)), [element])
  return visible
}
