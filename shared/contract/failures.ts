import { z } from 'zod'
import { failureCodes } from '../failure.ts'

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  params: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .readonly()
    .optional(),
  detail: z.string().optional(),
  serviceCode: z.string().optional(),
  serviceMessage: z.string().optional(),
})
