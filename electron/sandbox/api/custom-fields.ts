import { z } from 'zod'
import type { ErrorCode } from './errors.ts'

/** The free fields that an app hangs onto members and rooms. */
export const customFields = {
  customType: z.string().nullish(),
  customData: z.record(z.string(), z.string()).nullish(),
}

const largestText = 50
const mostItems = 10

/** Which documented limit the custom fields exceed, if any. */
export function customFieldsProblem(fields: {
  readonly customType?: string | null | undefined
  readonly customData?: Readonly<Record<string, string>> | null | undefined
}): ErrorCode | undefined {
  if ((fields.customType ?? '').length > largestText) return 'CUSTOM_TYPE_SIZE_UPPER_LIMIT_EXCEEDED'
  const items = Object.entries(fields.customData ?? {})
  if (items.length > mostItems) return 'CUSTOM_DATA_ITEM_COUNT_UPPER_LIMIT_EXCEEDED'
  if (items.some(([name]) => name.length > largestText)) return 'CUSTOM_DATA_ITEM_NAME_SIZE_UPPER_LIMIT_EXCEEDED'
  if (items.some(([, value]) => value.length > largestText)) return 'CUSTOM_DATA_ITEM_VALUE_SIZE_UPPER_LIMIT_EXCEEDED'
  return undefined
}
