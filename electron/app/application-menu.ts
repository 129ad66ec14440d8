import type { MenuItemConstructorOptions } from 'electron'
import type { Words } from './words/words.ts'

export type MenuActs = { readonly about: () => void; readonly showLogs: () => void; readonly showLicences: () => void; readonly quit: () => void }

const line: MenuItemConstructorOptions = { type: 'separator' }

/**
 * The menu of the app. macOS shows it, and without it nothing could be copied there; elsewhere it is hidden and only its keys work. No tools of developers in
 * it: what is open to them is open to whoever sits at the keyboard. Names are ours, because those of Electron are English everywhere.
 */
export function applicationMenu({ menu }: Words, platform: NodeJS.Platform, acts: MenuActs): MenuItemConstructorOptions[] {
  const edit: MenuItemConstructorOptions = {
    label: menu.edit,
    submenu: [
      { role: 'undo', label: menu.undo },
      { role: 'redo', label: menu.redo },
      line,
      { role: 'cut', label: menu.cut },
      { role: 'copy', label: menu.copy },
      { role: 'paste', label: menu.paste },
      { role: 'selectAll', label: menu.selectAll },
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: menu.view,
    submenu: [
      { role: 'resetZoom', label: menu.actualSize },
      { role: 'zoomIn', label: menu.zoomIn },
      { role: 'zoomOut', label: menu.zoomOut },
      line,
      { role: 'togglefullscreen', label: menu.fullScreen },
    ],
  }
  const help: MenuItemConstructorOptions = {
    role: 'help',
    label: menu.help,
    submenu: [
      { id: 'logs', label: menu.logs, click: acts.showLogs },
      { id: 'licences', label: menu.licences, click: acts.showLicences },
      ...(platform === 'darwin' ? [] : [line, { id: 'about', label: menu.about, click: acts.about }]),
    ],
  }
  if (platform !== 'darwin') return [edit, view, help]
  const own: MenuItemConstructorOptions = {
    label: 'Tally',
    submenu: [
      { id: 'about', label: menu.about, click: acts.about },
      line,
      { role: 'services', label: menu.services },
      line,
      { role: 'hide', label: menu.hide },
      { role: 'hideOthers', label: menu.hideOthers },
      { role: 'unhide', label: menu.showAll },
      line,
      { id: 'quit', label: menu.quit, accelerator: 'Command+Q', click: acts.quit },
    ],
  }
  const window: MenuItemConstructorOptions = {
    role: 'window',
    label: menu.window,
    submenu: [{ role: 'minimize', label: menu.minimise }, { role: 'zoom', label: menu.zoom }, line, { role: 'close', label: menu.close }],
  }
  return [own, edit, view, window, help]
}
