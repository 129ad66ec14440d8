import { isDeepStrictEqual } from 'node:util'
import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron'
import type { Snapshot } from '#shared/contract'
import type { Core } from '../core/port.ts'
import type { Logger } from '../logging/port.ts'
import type { Acts } from './do-acts.ts'
import { type Lamp, onAirSince, readLamp, toolTip } from './lamp.ts'
import { type TrayAct, type TrayLine, trayMenu } from './tray-menu.ts'
import type { Words } from './words/words.ts'

export type TrayDeps = {
  readonly core: Pick<Core, 'watch'>
  readonly createTray: (icon: NativeImage) => Tray
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => Menu
  readonly imageOf: (lamp: Lamp) => NativeImage
  readonly words: () => Words
  readonly acts: Acts
  readonly platform: NodeJS.Platform
  readonly nowMs: () => number
  readonly after: (ms: number, act: () => void) => () => void
  readonly logger: Pick<Logger, 'info'>
}

const tickMs = 1000

/** Keeps the icon in the tray, or in the menu bar, as the tally is. Where a desktop has no tray, the app goes on without one. */
export function keepTray({ core, createTray, buildMenu, imageOf, words, acts, platform, nowMs, after, logger }: TrayDeps): Disposable {
  let tray: Tray
  try {
    tray = createTray(imageOf('unknown'))
  } catch (error) {
    logger.info('this desktop has no tray', { error: String(error) })
    return { [Symbol.dispose]: () => {} }
  }
  // In the menu bar of macOS a click opens the menu.
  if (platform !== 'darwin') tray.on('click', () => acts.show(null))

  const perform: Readonly<Record<TrayAct, () => void>> = {
    show: () => acts.show(null),
    mute: acts.toggleMute,
    'be-right-back': acts.toggleSlate,
    end: () => acts.show({ kind: 'end-live' }),
    quit: acts.quit,
  }
  const itemOf = (line: TrayLine): MenuItemConstructorOptions => {
    switch (line.kind) {
      case 'line':
        return { type: 'separator' }
      case 'words':
        return { label: line.label, enabled: false }
      case 'act': {
        const { act, label, enabled, checked } = line
        const kind = checked === null ? {} : ({ type: 'checkbox', checked } as const)
        return { id: act, label, enabled, click: perform[act], ...kind }
      }
    }
  }

  const shown: { lamp: Lamp | null; menu: readonly TrayLine[]; tip: string } = { lamp: null, menu: [], tip: '' }
  let snapshot: Snapshot | null = null
  let cancelTick: (() => void) | null = null

  const draw = () => {
    if (snapshot === null) return
    const lamp = readLamp(snapshot)
    if (lamp !== shown.lamp) tray.setImage(imageOf(lamp))
    shown.lamp = lamp
    const menu = trayMenu(snapshot, words())
    // An open menu closes when it is replaced.
    if (!isDeepStrictEqual(menu, shown.menu)) tray.setContextMenu(buildMenu(menu.map(itemOf)))
    shown.menu = menu
    const tip = toolTip(snapshot, words(), nowMs())
    if (tip !== shown.tip) tray.setToolTip(tip)
    shown.tip = tip
    const ticks = onAirSince(snapshot) !== null
    if (!ticks) stopTicking()
    else cancelTick ??= after(tickMs, tick)
  }
  const tick = () => {
    cancelTick = null
    draw()
  }
  const stopTicking = () => {
    cancelTick?.()
    cancelTick = null
  }
  const stop = core.watch('snapshot', (newest) => {
    snapshot = newest
    draw()
  })
  return {
    [Symbol.dispose]: () => {
      stop()
      stopTicking()
      tray.destroy()
    },
  }
}
