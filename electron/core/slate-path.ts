import { join } from 'node:path'
import type { Orientation } from '#shared/contract'

/** The built-in picture of *be right back* (`scripts/draw-slates.mjs` draws them). */
export const slatePath = (slatesDir: string, language: 'en' | 'ko', orientation: Orientation): string =>
  join(slatesDir, `be-right-back-${language}-${orientation}.png`)
