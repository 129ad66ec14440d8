import type { Theme } from '#shared/contract'

/** What a page needs of the settings before its first frame, so that it never shows another language or theme for a moment. */
export type PageLook = {
  /** Null follows the system, which the page asks itself. */
  readonly language: 'en' | 'ko' | null
  readonly theme: Theme
}

/** Writes the look on the root element of the built page, where styles and texts find it before any script has run. */
export function dressPage(html: string, look: PageLook | null): string {
  if (look === null) return html
  const language = look.language === null ? '' : ` data-lang="${look.language}"`
  return html.replace(/<html\b[^>]*>/, `<html lang="${look.language ?? 'en'}"${language} data-theme="${look.theme}">`)
}
