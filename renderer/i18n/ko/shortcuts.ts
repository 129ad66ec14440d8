import type { shortcuts as english } from '../en/shortcuts.ts'
import type { Translation } from '../texts.ts'

export const shortcuts: Translation<typeof english> = {}
