import type { Snapshot } from '#shared/contract'
import { chooseLanguage, type Language } from './i18n/setup.ts'

type Chosen = Pick<Snapshot['app'], 'language' | 'theme'>

/** The language to show: chosen in Tally, else the system's. Before the first snapshot the host has written the choice on the root element. */
export const languageOf = (app: Chosen | null, root: HTMLElement, system: readonly string[]): Language =>
  chooseLanguage([app === null ? root.dataset.lang : app.language, ...system])

/** The theme likewise. */
export const themeOf = (app: Chosen | null, root: HTMLElement): string => app?.theme ?? root.dataset.theme ?? 'dark'
