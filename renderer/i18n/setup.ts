import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { windows } from './en/windows.ts'
import type { en } from './en.ts'
import { particle, particlePairs } from './particles.ts'

export const languages = ['en', 'ko'] as const
export type Language = (typeof languages)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & typeof windows }
    returnNull: false
  }
}

/**
 * The language to show, from the strongest wish to the weakest: chosen in Tally, then what the system prefers.
 * English where none of them is spoken.
 */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const known = languages.find((language) => wish?.toLowerCase().split('-')[0] === language)
    if (known !== undefined) return known
  }
  return 'en'
}

/** A page needs the texts of one language; the other's come when it is chosen. */
const texts: { readonly [L in Language]: () => Promise<object> } = {
  en: async () => (await import('./en.ts')).en,
  ko: async () => (await import('./ko.ts')).ko,
}

/** What only windows say that are fetched when they are opened. */
const windowTexts: { readonly [L in Language]: () => Promise<object> } = {
  en: async () => (await import('./en/windows.ts')).windows,
  ko: async () => (await import('./ko/windows.ts')).windows,
}

/** Nothing can be said before this is done. React escapes what it shows. */
export async function startTexts(language: Language): Promise<void> {
  wanted = language
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await texts[language]() } },
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  })
  // Written in Korean texts as `‘{{title}}’{{title, 을/를}}`: the particle that fits behind the title.
  for (const pair of particlePairs) i18next.services.formatter?.add(pair, (word) => particle(String(word), pair))
}

let wanted: Language = 'en'
let windowsSpeak = false

/** Has the texts of a further language ready. */
export async function addTexts(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) i18next.addResourceBundle(language, 'translation', await texts[language]())
  if (windowsSpeak) i18next.addResourceBundle(language, 'translation', await windowTexts[language](), true)
}

/** Has the texts of those windows ready, in the language that is spoken and in those that follow. */
export async function addWindowTexts(): Promise<void> {
  windowsSpeak = true
  await addTexts(wanted)
}

/** Goes on in another language once its texts are there, unless yet another was wanted by then. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  await addTexts(language)
  if (wanted !== language) return
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
