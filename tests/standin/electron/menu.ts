import type Electron from 'electron'
import type { Desk, MenuLine } from './desk.ts'
import { loud, NotImitated, onlyKnown } from './loud.ts'

const itemOptions = ['id', 'label', 'enabled', 'checked', 'type', 'role', 'submenu', 'click', 'accelerator']

/** “The `role` property can have following values” (Electron, MenuItem, “Roles”); what else is there is not needed. */
const roles = [
  ...['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'],
  ...['services', 'hide', 'hideOthers', 'unhide', 'minimize', 'zoom', 'close', 'window', 'help'],
]

const linesOf = new WeakMap<object, readonly MenuLine[]>()

export const linesIn = (menu: Electron.Menu | null): readonly MenuLine[] => {
  if (menu === null) return []
  const lines = linesOf.get(menu)
  if (lines === undefined) throw new NotImitated('menu that it did not build')
  return lines
}

function readLine(options: Electron.MenuItemConstructorOptions): MenuLine {
  onlyKnown('MenuItem', options, itemOptions)
  const { id = null, label = '', enabled = true, checked = false, type = 'normal', role = null, submenu = [], click } = options
  if (role !== null && !roles.includes(role)) throw new NotImitated(`menu role ${role}`)
  if (!Array.isArray(submenu)) throw new NotImitated('submenu that is not a list')
  // “Must be a separator, or have a label, a role or …”: what has neither cannot be seen (Electron, Menu, `buildFromTemplate`)
  if (type !== 'separator' && label === '' && role === null) throw new TypeError('Invalid template for MenuItem: must have label, role or type')
  return {
    id,
    label,
    enabled,
    checked,
    role,
    submenu: submenu.map(readLine),
    choose: () => {
      if (!enabled) throw new Error(`“${label}” cannot be chosen`)
      if (click === undefined) throw new NotImitated(`choice of “${label}”`)
      ;(click as () => void)()
    },
  }
}

export const createMenuModule = (desk: Desk) => ({
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => {
    const menu = loud('Menu', {})
    linesOf.set(
      menu,
      template.map((item) => readLine(item)).filter(({ label, role }) => label !== '' || role !== null),
    )
    return menu as Electron.Menu
  },
  setApplicationMenu: (menu: Electron.Menu | null) => {
    desk.menuBar = linesIn(menu)
  },
})
