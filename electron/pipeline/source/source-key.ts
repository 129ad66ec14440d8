import { assertNever } from '#shared/result'
import type { PictureSource, SoundSource } from '../port.ts'

/** By which a source is known to the bus, to settings and to the page: the id that `listSources` gave it, or its file. */
export function keyOfPicture(source: PictureSource): string {
  switch (source.kind) {
    case 'screen':
    case 'window':
    case 'camera':
    case 'page':
      return source.id
    case 'image':
    case 'file':
      return `${source.kind}:${source.path}`
    case 'test-pattern':
      return 'test-pattern'
    default:
      return assertNever(source)
  }
}

/** The same for a sound. The sound of a file or page has the key of its picture. */
export function keyOfSound(source: SoundSource): string {
  switch (source.kind) {
    case 'tone':
      return 'tone'
    case 'microphone':
    case 'system':
    case 'page':
      return source.id
    case 'file':
      return `file:${source.path}`
    default:
      return assertNever(source)
  }
}
