import type { layout as english } from '../en/layout.ts'
import type { Translation } from '../texts.ts'

export const layout: Translation<typeof english> = {
  close: '닫기',
}
