import type { report as english } from '../en/report.ts'
import type { Translation } from '../texts.ts'

export const report: Translation<typeof english> = {}
