/** What the desktop app can capture with a hidden page, as sources of the program. */
export const desktopSources = {
  /** A screen or window that the system itself asks for. */
  pickedScreen: 'page:desktop-screen',
  /** What this computer plays. */
  systemSound: 'page:desktop-sound',
} as const

export type DesktopSourceId = (typeof desktopSources)[keyof typeof desktopSources]

/** How a capture came to its end: nobody allowed it, or it was ended from outside. */
export type CaptureEnd = 'refused' | 'ended'

/** What the page of a capture does at the word of the main process. */
export type CapturePage = {
  /** Captures, offers what it got under this id, and records it as long as it is wanted. Settles with its end. */
  readonly capture: (id: DesktopSourceId, label: string) => Promise<CaptureEnd>
}

declare global {
  /** On the page of a capture alone. */
  var tallyCapture: CapturePage | undefined
}
