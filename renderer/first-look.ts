import type { Snapshot } from '#shared/contract'
import { chooseLanguage, type Language } from './i18n/setup.ts'

type Chosen = Pick<Snapshot['app'], 'language' | 'theme'>

/** The language to show: chosen in Tally, else the system's, as the host says or else the browser. The host has written both on the root element before the first snapshot. */
export const languageOf = (app: Chosen | null, root: HTMLElement, system: readonly string[]): Language =>
  chooseLanguage([app === null ? root.dataset.lang : app.language, root.dataset.systemLang, ...system])

/** The theme likewise. */
export const themeOf = (app: Chosen | null, root: HTMLElement): string => app?.theme ?? root.dataset.theme ?? 'dark'
