import { z } from 'zod'

const side = z.number().int().min(2).max(8192)

/** What a page could record with the browser’s own means, and would, once it is wanted. Its tracks are live already. */
export const pageOfferSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^page:[a-z0-9-]{1,60}$/)
      .describe('the same for the same device of the same browser, so that it is known again'),
    label: z.string().trim().min(1).max(120),
    picture: z.strictObject({ width: side, height: side }).nullable().describe('in pixels; null: sound alone'),
    sound: z.boolean(),
  })
  .refine(({ picture, sound }) => picture !== null || sound)
export type PageOffer = z.output<typeof pageOfferSchema>

/** What is to be recorded now. Another number of `recording` asks for a new recording from its beginning. */
export const wantedPageSchema = z.object({ id: z.string(), recording: z.number().int() })
export type WantedPage = z.output<typeof wantedPageSchema>

/** The calls of a page that is a source itself. What it offered is gone with the page. */
export const pageCommands = {
  'page.offer': { input: pageOfferSchema, output: z.null().describe('it can be chosen from now on; again with other facts changes them') },
  'page.withdraw': { input: z.strictObject({ id: z.string().min(1).max(100) }), output: z.null() },
} as const
