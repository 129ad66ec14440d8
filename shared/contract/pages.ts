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
    picture: z
      .strictObject({ width: side, height: side, of: z.enum(['camera', 'screen']).describe('a camera is never still, a screen may be') })
      .nullable()
      .describe('in pixels; null: sound alone'),
    sound: z.boolean(),
  })
  .refine(({ picture, sound }) => picture !== null || sound)
export type PageOffer = z.output<typeof pageOfferSchema>

/** What is to be recorded now. Another number of `recording` asks for a new recording from its beginning. */
export const wantedPageSchema = z.object({ id: z.string(), recording: z.number().int() })
export type WantedPage = z.output<typeof wantedPageSchema>

const pixels = z.number().int().min(-100_000).max(100_000)

/** Where the window of a page is by its own word, in its own (CSS) pixels, frame and all; for a page that can be seen. */
export const pagePlaceSchema = z.strictObject({
  title: z.string().max(300).describe('by which the window is known among others'),
  x: pixels,
  y: pixels,
  width: pixels.min(1),
  height: pixels.min(1),
})
export type PagePlace = z.output<typeof pagePlaceSchema>

/** The calls of a page about itself: as a source, and as a window. All of it is gone with the page. */
export const pageCommands = {
  'page.offer': { input: pageOfferSchema, output: z.null().describe('it can be chosen from now on; again with other facts changes them') },
  'page.place': {
    input: z.strictObject({ place: pagePlaceSchema.nullable() }),
    output: z.null().describe('where its window is from now on; null: nobody sees it'),
  },
  'page.shown': {
    input: z.strictObject({ number: z.number().int() }),
    output: z.null().describe('what `page.show` asked for is in view; the next page is not asked again'),
  },
  'page.withdraw': { input: z.strictObject({ id: z.string().min(1).max(100) }), output: z.null() },
} as const
