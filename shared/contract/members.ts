import { z } from 'zod'

const appUserId = z.string().min(1).max(200)
const nothing = z.null()

/** A member for lists and forms. Its e-mail address never comes back: the service does not tell it in a list. */
export const memberViewSchema = z.object({
  id: z.string(),
  appUserId: z.string(),
  name: z.string().describe('empty where the member has none'),
  imageUrl: z.string().nullable(),
})
export type MemberView = z.output<typeof memberViewSchema>

const text = (most: number) => z.string().trim().max(most)

/** The calls about the app's members. */
export const memberCommands = {
  'member.list': {
    input: z.strictObject({
      keyword: text(200).describe('part of the name, or of the id; empty: everybody'),
      page: z.number().int().min(1).max(100_000),
    }),
    output: z.object({ items: z.array(memberViewSchema), page: z.number().int(), totalPages: z.number().int(), total: z.number().int() }),
  },
  'member.select': {
    input: z.strictObject({ appUserId }),
    output: nothing.describe('rooms, stream key and watcher are the other member’s from then on'),
  },
  'member.save': {
    input: z.strictObject({
      appUserId,
      name: text(200),
      imageUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(2000)]),
      email: z.union([z.literal(''), z.email().max(320)]).describe('empty: left as it is'),
      isNew: z.boolean().describe('refused where the id is taken'),
    }),
    output: z.object({ member: memberViewSchema }),
  },
  'member.delete': { input: z.strictObject({ appUserId }), output: nothing },
} as const
