import { type ComponentType, useEffect, useState } from 'react'

/**
 * A part of the page that is fetched when it is first shown. Where it cannot be, `onMissing` is told and nothing is shown: unlike
 * React’s own `lazy`, that neither ends the page nor keeps the failure.
 */
export function latePart<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P & { readonly onMissing: () => void }> {
  let loaded: ComponentType<P> | null = null
  return function LatePart({ onMissing, ...props }) {
    const [Part, setPart] = useState(() => loaded)
    // biome-ignore lint/correctness/useExhaustiveDependencies: it is fetched once
    useEffect(() => {
      let gone = false
      if (Part === null)
        load().then(
          (part) => {
            loaded = part
            if (!gone) setPart(() => part)
          },
          () => gone || onMissing(),
        )
      return () => {
        gone = true
      }
    }, [])
    return Part === null ? null : <Part {...(props as unknown as P)} />
  }
}
