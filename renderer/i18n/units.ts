/** Behind a number, with the space that the language puts there. */
const units = {
  en: { hour: ' h', minute: ' min', second: ' s' },
  ko: { hour: '시간', minute: '분', second: '초' },
} as const

export const unitsOf = (language: string) => units[language === 'ko' ? 'ko' : 'en']
