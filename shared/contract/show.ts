import { z } from 'zod'
import { sideTabs } from '../show.ts'

/** Something of the page that is to be looked at, from outside of it: a link into Tally, a menu of the system. */
export const showRequestSchema = z.object({
  number: z.number().int().describe('by which the page says that it was shown'),
  wish: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('settings') }),
    z.object({ kind: z.literal('tab'), tab: z.enum(sideTabs) }),
    z.object({ kind: z.literal('room'), roomId: z.string() }),
    z.object({ kind: z.literal('end-live') }),
  ]),
})
export type ShowRequest = z.output<typeof showRequestSchema>
