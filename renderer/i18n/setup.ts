import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { ko } from './ko.ts'
import { particle, particlePairs } from './particles.ts'

export const languages = ['en', 'ko'] as const
export type Language = (typeof languages)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
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

/** Texts are in the bundle, so this is done when it returns. React escapes what it shows. */
export function startTexts(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, ko: { translation: ko } },
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  })
  // Written in Korean texts as `‘{{title}}’{{title, 을/를}}`: the particle that fits behind the title.
  for (const pair of particlePairs) i18next.services.formatter?.add(pair, (word) => particle(String(word), pair))
}
