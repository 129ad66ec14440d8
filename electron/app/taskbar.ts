import type { BrowserWindow, Dock, NativeImage } from 'electron'
import type { Snapshot } from '#shared/contract'
import type { Core } from '../core/port.ts'
import { type Lamp, lampWords, readLamp } from './lamp.ts'
import type { Words } from './words/words.ts'

export type TaskbarDeps = {
  readonly core: Pick<Core, 'watch'>
  readonly window: Pick<BrowserWindow, 'on' | 'isFocused' | 'isDestroyed' | 'flashFrame' | 'setOverlayIcon'>
  /** Of macOS. */
  readonly dock: Pick<Dock, 'setBadge'> | undefined
  readonly imageOf: (lamp: Lamp) => NativeImage
  readonly words: () => Words
  readonly platform: NodeJS.Platform
}

/** In the Dock only what must not be overlooked. */
const badgeOf = (lamp: Lamp, words: Words): string => (lamp === 'live' ? words.badge.live : lamp === 'trouble' ? words.badge.trouble : '')

/**
 * The tally where the system shows what runs: a badge in the Dock of macOS, a small picture over the button on the taskbar of Windows. Trouble makes it blink
 * until somebody looks. Linux has neither of both everywhere; there the tray shows it.
 */
export function keepTaskbar({ core, window, dock, imageOf, words, platform }: TaskbarDeps): Disposable {
  let lamp: Lamp | null = null
  let told = ''
  window.on('focus', () => window.flashFrame(false))

  const draw = (snapshot: Snapshot) => {
    if (window.isDestroyed()) return
    const before = lamp
    lamp = readLamp(snapshot)
    const name = lampWords(snapshot, words())
    if (`${lamp} ${name}` !== told) {
      told = `${lamp} ${name}`
      dock?.setBadge(badgeOf(lamp, words()))
      if (platform === 'win32') window.setOverlayIcon(lamp === 'off' ? null : imageOf(lamp), lamp === 'off' ? '' : name)
    }
    if (lamp === 'trouble' && before !== 'trouble' && !window.isFocused()) window.flashFrame(true)
    if (lamp !== 'trouble' && before === 'trouble') window.flashFrame(false)
  }
  return { [Symbol.dispose]: core.watch('snapshot', draw) }
}
