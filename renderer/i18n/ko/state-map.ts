import type { stateMap as english } from '../en/state-map.ts'
import type { Translation } from '../texts.ts'

export const stateMap: Translation<typeof english> = {}
