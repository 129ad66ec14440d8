import type Electron from 'electron'

type Imitated = Pick<
  Electron.BrowserWindow,
  'getBounds' | 'setBounds' | 'getNormalBounds' | 'isMaximized' | 'maximize' | 'unmaximize' | 'isMinimized' | 'minimize' | 'restore'
>

type Area = Electron.Rectangle

/** Where a window is, as an obedient window manager would have it. Chromium's own page keeps the size with which it was opened. */
export function createGeometry(options: Electron.BrowserWindowConstructorOptions, screen: () => Area, emit: (event: string) => void): Imitated {
  const size = { width: options.width ?? 800, height: options.height ?? 600 }
  const area = screen()
  const centred = { x: area.x + Math.round((area.width - size.width) / 2), y: area.y + Math.round((area.height - size.height) / 2) }
  // “`x` … (required if y is used) Window's left offset from screen. Default is to center the window” (Electron, BrowserWindowConstructorOptions).
  let normal: Area = { ...size, x: options.x ?? centred.x, y: options.y ?? centred.y }
  let state: 'normal' | 'maximized' | 'minimized' = 'normal'
  let beforeMinimized: 'normal' | 'maximized' = 'normal'
  const to = (next: typeof state, event: string) => {
    if (state === next) return
    state = next
    emit(event)
  }
  return {
    getBounds: () => ({ ...(state === 'maximized' ? screen() : normal) }),
    // “Regardless of the current state of the window: maximized, minimized or in fullscreen, this function always returns the position and size of the window in normal state.”
    getNormalBounds: () => ({ ...normal }),
    setBounds: (bounds) => {
      const before = normal
      normal = { ...normal, ...bounds }
      normal = { ...normal, width: Math.max(normal.width, options.minWidth ?? 0), height: Math.max(normal.height, options.minHeight ?? 0) }
      if (normal.x !== before.x || normal.y !== before.y) emit('move')
      if (normal.width !== before.width || normal.height !== before.height) emit('resize')
    },
    isMaximized: () => state === 'maximized',
    maximize: () => to('maximized', 'maximize'),
    unmaximize: () => {
      if (state === 'maximized') to('normal', 'unmaximize')
    },
    isMinimized: () => state === 'minimized',
    minimize: () => {
      if (state !== 'minimized') beforeMinimized = state
      to('minimized', 'minimize')
    },
    restore: () => {
      if (state === 'minimized') to(beforeMinimized, 'restore')
    },
  }
}
