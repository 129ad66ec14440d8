import type { Theme } from '#shared/contract'

/** What a page needs of the settings before its first frame, so that it never shows another language or theme for a moment. */
export type PageLook = {
  /** Null follows the system, which the page asks itself. */
  readonly language: 'en' | 'ko' | null
  /** The system's, of a host that knows it better than its page. */
  readonly systemLanguage?: 'en' | 'ko' | undefined
  readonly theme: Theme
}

/** Writes the look on the root element of the built page, where styles and texts find it before any script has run. */
export function dressPage(html: string, look: PageLook | null): string {
  if (look === null) return html
  const { language, systemLanguage, theme } = look
  const chosen = language === null ? '' : ` data-lang="${language}"`
  const system = systemLanguage === undefined ? '' : ` data-system-lang="${systemLanguage}"`
  return html.replace(/<html\b[^>]*>/, `<html lang="${language ?? systemLanguage ?? 'en'}"${chosen}${system} data-theme="${theme}">`)
}
