import type { TFunction } from 'i18next'
import type { PictureWarning, Snapshot } from '#shared/contract'
import { sceneOf, showsScreen } from '../scenes/scene-facts.ts'

export type WarningWords = { readonly what: string; readonly todo: string }

/** What is wrong, and what to do. On a Mac a refused permission gives no failure: a screen stays black, and a microphone silent. */
export function warningWords(t: TFunction, code: PictureWarning, { app, program }: Pick<Snapshot, 'app' | 'program'>): WarningWords {
  const words = { what: t(`warning.${code}.what`), todo: t(`warning.${code}.todo`) }
  if (app.platform !== 'darwin') return words
  if (code === 'black' && isOfScreen(program)) return { ...words, todo: t('warningOnMac.black') }
  if (code === 'silent' && hearsMicrophone(program)) return { ...words, todo: `${words.todo} ${t('warningOnMac.silent')}` }
  return words
}

function isOfScreen(program: Snapshot['program']): boolean {
  const scene = sceneOf(program)
  return scene !== null && showsScreen(scene.layout) && program.sourceId.startsWith('screen:')
}

const hearsMicrophone = ({ channels }: Snapshot['program']): boolean => channels.some(({ sourceId, muted }) => !muted && sourceId.startsWith('mic:'))
