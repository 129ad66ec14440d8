/** The first of the system's preferred languages that Tally speaks, else English. @param preferred most preferred first, as BCP 47 spells them */
export function systemLanguage(preferred: readonly string[]): 'en' | 'ko' {
  for (const language of preferred) {
    const [base] = language.toLowerCase().split(/[-_]/)
    if (base === 'en' || base === 'ko') return base
  }
  return 'en'
}
