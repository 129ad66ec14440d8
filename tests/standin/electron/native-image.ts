import { existsSync } from 'node:fs'
import type Electron from 'electron'
import { loud, NotImitated } from './loud.ts'

const paths = new WeakMap<object, string>()

/** The file of a picture; nothing of it is drawn. */
export const pathOfImage = (image: Electron.NativeImage | string): string => {
  const path = typeof image === 'string' ? image : paths.get(image)
  if (path === undefined) throw new NotImitated('picture that it did not read')
  return path
}

export const nativeImageModule = {
  /** Empty where there is no such file (Electron, nativeImage, `createFromPath`); here that is a mistake of ours. Finer pictures lie beside it as `@2x`. */
  createFromPath: (path: string) => {
    const finer = path.replace(/\.png$/, '@2x.png')
    for (const file of [path, finer]) if (!existsSync(file)) throw new Error(`there is no picture ${file}`)
    const image = loud('NativeImage', { isEmpty: () => false })
    paths.set(image, path)
    return image as unknown as Electron.NativeImage
  },
} satisfies Pick<typeof Electron.nativeImage, 'createFromPath'>
