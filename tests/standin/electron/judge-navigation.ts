import type Electron from 'electron'
import { preventable } from './loud.ts'

export type Navigation = {
  readonly url: string
  readonly isMainFrame: boolean
  readonly frame: Electron.WebFrameMain | null
  /** `app`: by `loadURL` or `reload`, for which “this event will not emit” (Electron, webContents, “Event: 'will-navigate'”). */
  readonly by: 'app' | 'page' | 'redirect'
}

/**
 * Emits what comes before a document is asked for, in the order of Electron, webContents, “Document Navigations”: `did-start-navigation`, `will-frame-navigate`,
 * `will-navigate`, `will-redirect`. “Subsequent events will not fire if `event.preventDefault()` is called on any of the cancellable events.”
 */
export function isNavigationRefused({ url, isMainFrame, frame, by }: Navigation, emit: (event: string, details: object) => void): boolean {
  const facts = { url, isMainFrame, isSameDocument: false, frame, initiator: frame }
  const isPrevented = (name: string): boolean => {
    const event = preventable(facts)
    emit(name, event)
    return event.defaultPrevented
  }
  if (by === 'redirect') return isPrevented('will-redirect')
  emit('did-start-navigation', preventable(facts))
  if (by === 'app') return false
  return isPrevented('will-frame-navigate') || (isMainFrame && isPrevented('will-navigate'))
}
