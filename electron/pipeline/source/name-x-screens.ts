import type { DisplayName } from './display-name.ts'
import type { XMonitor, XScreenWithMonitors } from './read-x-screens.ts'
import { evenSize, type Screen } from './video-input.ts'

const x11OnlyPrefix = 'screen:x11-only:'

/** Under XWayland an X screen shows the windows of X programs and black elsewhere; both displays are told to a session that has them. */
export const isXWayland = (env: NodeJS.ProcessEnv, screens: readonly XScreenWithMonitors[]): boolean =>
  Boolean(env.WAYLAND_DISPLAY) || screens.some(({ monitors }) => monitors.some(({ name }) => name.startsWith('XWAYLAND')))

/**
 * X screens as they are chosen. An X screen of at most one monitor is one whole, known by its number (`screen:0`); one of several gives a screen
 * for each, known by the name of its output (`screen:HDMI-1`), the primary one first and the others from left to right.
 * What shows windows of X programs only has ids of its own (`screen:x11-only:…`): it is not the screen that was chosen in another session.
 */
export const nameXScreens = (display: DisplayName, screens: readonly XScreenWithMonitors[], xWayland: boolean): readonly Screen[] => {
  const parts = screens.flatMap((screen, index) => partsOf(screen, index))
  return parts.map(({ key, index, name, x, y, ...size }, place) => {
    const [width, height] = [evenSize(size.width), evenSize(size.height)]
    const number = parts.length === 1 ? 'Screen' : `Screen ${place + 1}`
    const label = name === null ? number : `${number} (${name})`
    return {
      id: xWayland ? `${x11OnlyPrefix}${key}` : `screen:${key}`,
      label: xWayland ? `${label}: X11 windows only` : label,
      width,
      height,
      input: { kind: 'x11grab', display: `${display.host ?? ''}:${display.display}.${index}`, x, y, width, height },
    }
  })
}

/** A screen that shows windows of X programs only, by its id. */
export const isX11Only = (id: string): boolean => id.startsWith(x11OnlyPrefix)

type Part = Omit<XMonitor, 'name' | 'primary'> & { readonly key: string; readonly index: number; readonly name: string | null }

const partsOf = ({ monitors, width, height }: XScreenWithMonitors, index: number): readonly Part[] => {
  // monitors that mirror one another show the same part twice
  const places = new Map(monitors.map((monitor) => [`${monitor.x} ${monitor.y} ${monitor.width} ${monitor.height}`, monitor] as const).reverse())
  const visible = [...places.values()].filter((monitor) => monitor.width > 1 && monitor.height > 1)
  if (visible.length <= 1) return [{ key: String(index), index, name: null, x: 0, y: 0, width, height }]
  const ordered = visible.sort((a, b) => Number(b.primary) - Number(a.primary) || a.x - b.x || a.y - b.y)
  return ordered.map(({ primary: _, name, ...place }, order) => {
    const known = name === '' ? `monitor-${order + 1}` : name
    return { ...place, key: index === 0 ? known : `${index}:${known}`, index, name: name === '' ? null : name }
  })
}
