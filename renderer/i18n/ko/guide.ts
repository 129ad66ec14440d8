import type { guide as english } from '../en/guide.ts'
import type { Translation } from '../texts.ts'

export const guide: Translation<typeof english> = {}
