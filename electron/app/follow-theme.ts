import type { NativeTheme } from 'electron'
import type { Theme } from '#shared/contract'
import type { Core } from '../core/port.ts'
import { windowBackground } from './window-background.ts'

/** Has the system draw menus, dialogs and frames in the theme of the page, and answers with the colour of a window that is still empty. */
export function wearTheme(theme: Theme, nativeTheme: Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'>): string {
  nativeTheme.themeSource = theme === 'contrast' ? 'dark' : theme
  return windowBackground(theme, nativeTheme.shouldUseDarkColors)
}

/** What the system draws for Tally follows what the person chooses in it. `onBackground` is told of the colour of an empty window with every change. */
export function followTheme(core: Pick<Core, 'watch'>, nativeTheme: NativeTheme, onBackground: (color: string) => void): Disposable {
  let worn: Theme | null = null
  const stopTheme = core.watch('snapshot', ({ app: { theme } }) => {
    if (theme === worn) return
    worn = theme
    onBackground(wearTheme(theme, nativeTheme))
  })
  const systemChanged = () => {
    if (worn !== null) onBackground(windowBackground(worn, nativeTheme.shouldUseDarkColors))
  }
  nativeTheme.on('updated', systemChanged)
  return {
    [Symbol.dispose]: () => {
      stopTheme()
      nativeTheme.off('updated', systemChanged)
    },
  }
}
