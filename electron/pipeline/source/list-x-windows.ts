import { ok, type Result } from '#shared/result'
import type { CaptureInput } from './capture-input.ts'
import type { Listed } from './listed.ts'
import { readXWindows, type XWindow } from './read-x-windows.ts'
import { evenSize } from './video-input.ts'
import type { XScreen } from './x11-setup.ts'

/** Smaller ones are no windows that people know of. */
const smallestWindow = 16

/** The windows of X, the uppermost or newest first. Their ids hold as long as the windows do. Failure `no-display`. */
export const listXWindows = async (env: NodeJS.ProcessEnv): Promise<Result<readonly Listed<CaptureInput>[]>> => {
  const read = await readXWindows(env)
  if (!read.ok) return read
  const { display, screens, windows } = read.value
  const listed = windows.flatMap((window): readonly Listed<CaptureInput>[] => {
    const place = placeOn(screens[window.screen], window)
    if (place === null) return []
    const name = `${display.host ?? ''}:${display.display}.${window.screen}`
    const input: CaptureInput = { kind: 'x11-window', display: name, windowId: window.id, ...place }
    return [{ id: `window:${window.id}`, label: window.title, width: evenSize(window.width), height: evenSize(window.height), input }]
  })
  return ok(listed.reverse())
}

/** The part of the window that lies on its X screen, with even sides; null where hardly anything does. */
export const placeOn = (screen: Omit<XScreen, 'root'> | undefined, window: Pick<XWindow, 'x' | 'y' | 'width' | 'height'>) => {
  if (screen === undefined) return null
  const [x, y] = [Math.max(0, window.x), Math.max(0, window.y)]
  const width = evenSize(Math.min(screen.width, window.x + window.width) - x)
  const height = evenSize(Math.min(screen.height, window.y + window.height) - y)
  return width < smallestWindow || height < smallestWindow ? null : { x, y, width, height }
}
