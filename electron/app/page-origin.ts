/** The origin of our page in the desktop app; everything it loads comes from here. */
export const pageScheme = 'app'
export const pageOrigin = 'app://tally'

export const isOurPage = (url: string): boolean => url === pageOrigin || url.startsWith(`${pageOrigin}/`)
