import { join } from 'node:path'
import type { NativeImage } from 'electron'
import type { Lamp } from './lamp.ts'

/** What has no colour of its own takes that of the menu bar of macOS. */
const colourless: ReadonlySet<Lamp> = new Set(['off', 'working', 'unknown'])

/** The file of a lamp; the one for finer screens lies beside it (`@2x`). A name that ends in `Template` makes a template of it (Electron, nativeImage). */
export const trayImageName = (lamp: Lamp, platform: NodeJS.Platform): string =>
  `${lamp}${platform === 'darwin' && colourless.has(lamp) ? 'Template' : ''}.png`

/** The pictures of the lamp, each read once (`scripts/draw-tray.mjs` draws them). */
export function trayImages(dir: string, platform: NodeJS.Platform, read: (path: string) => NativeImage): (lamp: Lamp) => NativeImage {
  const known = new Map<Lamp, NativeImage>()
  return (lamp) => {
    const image = known.get(lamp) ?? read(join(dir, trayImageName(lamp, platform)))
    known.set(lamp, image)
    return image
  }
}
