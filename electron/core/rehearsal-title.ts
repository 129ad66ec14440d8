import { pageLanguage } from './page-language.ts'

/** What a room that Tally makes by itself is called. Titles are data, seen by everybody, so they are made in the person's language. */
const titles = {
  en: (number: number) => `Rehearsal ${number}`,
  ko: (number: number) => `리허설 ${number}`,
} as const

/** @param systemLocale as BCP 47 spells it; counts where no language is chosen. */
export const rehearsalTitle = (number: number, chosen: 'en' | 'ko' | null, systemLocale: string): string =>
  titles[pageLanguage(chosen, systemLocale)](number)
