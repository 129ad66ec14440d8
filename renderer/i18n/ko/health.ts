import type { health as english } from '../en/health.ts'
import type { Translation } from '../texts.ts'

export const health: Translation<typeof english> = {}
