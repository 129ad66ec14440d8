import type { countdown as english } from '../en/countdown.ts'
import type { Translation } from '../texts.ts'

export const countdown: Translation<typeof english> = {}
