/** The language of the page: the chosen one, else the system's where we have it. @param systemLocale as BCP 47 spells it */
export const pageLanguage = (chosen: 'en' | 'ko' | null, systemLocale: string): 'en' | 'ko' =>
  chosen ?? (systemLocale.toLowerCase().split('-')[0] === 'ko' ? 'ko' : 'en')
