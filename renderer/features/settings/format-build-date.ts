/** `2023-03-20` → `March 20, 2023`; a year alone stays one: `2018`, `2018년`. */
export const formatBuildDate = (builtOn: string, language: string): string =>
  new Intl.DateTimeFormat(language, { ...(builtOn.length > 4 ? { dateStyle: 'long' } : { year: 'numeric' }), timeZone: 'UTC' }).format(
    new Date(builtOn),
  )
