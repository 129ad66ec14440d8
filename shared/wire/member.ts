import { z } from 'zod'
import type { AppUserId, MemberId } from '../ids.ts'
import { appSchema } from './app.ts'
import { customData, optional, wireDate, wireId } from './common.ts'

/** A member of the FlipFlop app, also in the short form that other objects embed. */
export const memberSchema = z.object({
  id: wireId<MemberId>(),
  state: optional(z.string()),
  app: optional(appSchema),
  appUserId: z
    .string()
    .min(1)
    .transform((id) => id as AppUserId),
  appUserName: optional(z.string()),
  appUserProfileImgUrl: optional(z.string()),
  customType: optional(z.string()),
  customData: optional(customData),
  /** Only `GET /v2/members/me` tells these three. */
  email: optional(z.string()),
  country: optional(z.string()),
  lang: optional(z.string()),
  createdAt: optional(wireDate),
  lastModifiedAt: optional(wireDate),
})

export type Member = z.output<typeof memberSchema>

/** What a login answers, and an operator's token URL. Every one of them is a secret. */
export const memberTokensSchema = z
  .object({ accessToken: z.string().min(1), refreshToken: optional(z.string()), streamingToken: optional(z.string()) })
  .transform(({ accessToken, refreshToken, streamingToken }) => ({
    accessToken,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(streamingToken === undefined ? {} : { streamingToken }),
  }))
