import { z } from 'zod'
import type { AppUserId, MemberId } from '../ids.ts'
import { optional, wireId } from './common.ts'

/** A member of the FlipFlop app, also in the short form that other objects embed. */
export const memberSchema = z.object({
  id: wireId<MemberId>(),
  state: optional(z.string()),
  appUserId: z
    .string()
    .min(1)
    .transform((id) => id as AppUserId),
  appUserName: optional(z.string()),
  appUserProfileImgUrl: optional(z.string()),
})

export type Member = z.output<typeof memberSchema>
