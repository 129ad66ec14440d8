import { z } from 'zod'
import { roomTypes } from '../capabilities.ts'
import { roomStates } from '../states.ts'
import { reasonCodes } from './actions.ts'

const id = z.string().min(1).max(200)
const nothing = z.null()
const title = z.string().trim().min(1).max(200)
const description = z.string().trim().max(2000)
const scheduledAt = z.iso.datetime().describe('UTC; FlipFlop Cloud shows it and starts nothing by it')
const page = z.number().int().min(1).max(100_000).describe('counts from 1')
const keyword = z.string().trim().max(200).describe('empty: everything')

/** One page of a list; `total` is of all pages, 0 where the service does not say. */
const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), page: z.number().int(), totalPages: z.number().int(), total: z.number().int() })

export const roomViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().optional().describe('absent where there is none'),
  state: z.string().describe('as FlipFlop Cloud spells it'),
  type: z.string(),
  closed: z.enum(reasonCodes).optional().describe('why it cannot be started any more, or from here; absent where it can, or is on air'),
  accessLevel: z.string().optional().describe('who may watch, as FlipFlop Cloud spells it; absent where it does not say'),
  vodState: z.string().nullable(),
  scheduledAt: z.string().nullable(),
  liveStartedAt: z.string().nullable(),
})
export type RoomView = z.output<typeof roomViewSchema>

/** The calls about video rooms and members. */
export const roomCommands = {
  'room.list': {
    input: z.strictObject({ keyword, state: z.enum(roomStates).nullable(), type: z.enum(roomTypes).nullable(), page }),
    output: pageOf(roomViewSchema).describe('of the chosen member, newest first, at most 50 on a page'),
  },
  'room.select': { input: z.strictObject({ roomId: id }), output: nothing },
  'room.create': {
    input: z.strictObject({ title, description: description.optional(), scheduledAt: scheduledAt.optional().describe('absent: now') }),
    output: z.object({ roomId: z.string() }).describe('a room for now is chosen too, one for later only listed'),
  },
  'room.update': {
    input: z.strictObject({ roomId: id, title: title.optional(), description: description.optional(), scheduledAt: scheduledAt.optional() }),
    output: z.object({ room: roomViewSchema }),
  },
  'room.cancel': { input: z.strictObject({ roomId: id }), output: z.object({ room: roomViewSchema }) },
  'room.delete': { input: z.strictObject({ roomId: id }), output: nothing },
  'room.refresh': { input: z.null(), output: nothing },
} as const
