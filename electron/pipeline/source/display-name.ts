/** A parsed `DISPLAY`, X(7): `[host]:display[.screen]`. `host` is null for a local socket. */
export type DisplayName = { readonly host: string | null; readonly display: number; readonly screen: number }

/** Null where the text names no display. */
export const parseDisplayName = (text: string): DisplayName | null => {
  const [, host = '', display, screen = '0'] = /^([^:]*):(\d{1,5})(?:\.(\d{1,3}))?$/.exec(text.trim()) ?? []
  if (display === undefined) return null
  return { host: host === '' || host === 'unix' || host.endsWith('/unix') ? null : host, display: Number(display), screen: Number(screen) }
}

/** The socket that a local X server listens on. */
export const localSocketPath = (display: number): string => `/tmp/.X11-unix/X${display}`

/** The TCP port of a display on another machine or behind `ssh -X`. */
export const tcpPort = (display: number): number => 6000 + display
