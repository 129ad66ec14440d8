/** What a room that Tally makes by itself is called. Titles are data, seen by everybody, so they are made in the person's language. */
const titles = {
  en: (number: number) => `Rehearsal ${number}`,
  ko: (number: number) => `리허설 ${number}`,
} as const

/** @param systemLocale as BCP 47 spells it; counts where no language is chosen. */
export function rehearsalTitle(number: number, chosen: 'en' | 'ko' | null, systemLocale: string): string {
  const language = chosen ?? (systemLocale.toLowerCase().split('-')[0] === 'ko' ? 'ko' : 'en')
  return titles[language](number)
}
