import type Electron from 'electron'
import type { Desk } from './desk.ts'
import { LoudEmitter, loud } from './loud.ts'
import { linesIn } from './menu.ts'
import { pathOfImage } from './native-image.ts'

type Imitated = Pick<Electron.Tray, 'setImage' | 'setToolTip' | 'setContextMenu' | 'destroy' | 'isDestroyed'>

/** The class `Tray` of one app. Where a desktop has none, its constructor throws here. */
export function createTrayClass(desk: Desk) {
  return class StandInTray extends LoudEmitter implements Imitated {
    constructor(image: Electron.NativeImage) {
      super('Tray', ['click'])
      if (!desk.has.tray) throw new Error('Failed to create a tray')
      desk.tray = { image: pathOfImage(image), toolTip: '', menu: [], click: () => void this.emit('click', {}) }
      // biome-ignore lint/correctness/noConstructorReturn: what is held is what throws at whatever is not imitated
      return loud('Tray', this)
    }

    setImage = (image: Electron.NativeImage | string): void => {
      if (desk.tray !== null) desk.tray.image = pathOfImage(image)
    }

    setToolTip = (toolTip: string): void => {
      if (desk.tray !== null) desk.tray.toolTip = toolTip
    }

    /** “… you have to call `setContextMenu` again” for a change to be seen on Linux (Electron, Tray, “Platform considerations”): here on every system. */
    setContextMenu = (menu: Electron.Menu | null): void => {
      if (desk.tray !== null) desk.tray.menu = linesIn(menu)
    }

    isDestroyed = () => desk.tray === null

    destroy = (): void => {
      desk.tray = null
    }
  }
}
