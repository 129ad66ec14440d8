import { useEffect } from 'react'
import { useBridge, useReachable } from '../../page-context.tsx'

/** Lists are not asked for more often than this, however often the person goes back and forth. */
const restMs = 2000

/**
 * Has the lists of what can be chosen fetched again when somebody comes back to the page, perhaps from a window that was opened to be shown, and when the
 * browser tells that a device was plugged or unplugged.
 */
export function useFreshSources(): void {
  const bridge = useBridge()
  const reachable = useReachable()

  useEffect(() => {
    if (!reachable) return
    let askedAtMs = Number.NEGATIVE_INFINITY
    const ask = () => {
      const nowMs = performance.now()
      if (nowMs - askedAtMs < restMs) return
      askedAtMs = nowMs
      // Nobody pressed anything: where it fails, nobody is told.
      void bridge.call('program.refreshSources', null)
    }
    // Absent on a page that is not secure.
    const devices: MediaDevices | undefined = navigator.mediaDevices
    window.addEventListener('focus', ask)
    devices?.addEventListener('devicechange', ask)
    return () => {
      window.removeEventListener('focus', ask)
      devices?.removeEventListener('devicechange', ask)
    }
  }, [bridge, reachable])
}
