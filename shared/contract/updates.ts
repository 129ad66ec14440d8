import { z } from 'zod'
import { ms } from './moment.ts'

/** Why no newer version could be fetched: nobody answered, or what came is not from the makers of this program. */
export const updateProblems = ['unreachable', 'untrusted', 'failed'] as const
export type UpdateProblem = (typeof updateProblems)[number]

const version = z.string().describe('the newer one')

/** Newer versions of this program. `off`: nobody set up where they come from, or this host is not installed. */
export const updateViewSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('idle'), checkedAtMs: ms.nullable().describe('when none newer was found') }),
  z.object({ state: z.literal('checking') }),
  z.object({ state: z.literal('available'), version, installs: z.boolean().describe('by itself, once nothing is on air; else by hand') }),
  z.object({ state: z.literal('downloading'), version, percent: z.number().int().min(0).max(100) }),
  z.object({ state: z.literal('ready'), version }).describe('installed when the program ends'),
  z.object({ state: z.literal('failed'), problem: z.enum(updateProblems) }),
])
export type UpdateView = z.output<typeof updateViewSchema>

/** The calls about newer versions. Refused where there are none, and while something is on air. */
export const updateCommands = {
  'app.checkForUpdate': { input: z.null(), output: z.null() },
  'app.installUpdate': { input: z.null(), output: z.null().describe('the program ends, and starts again as the newer one') },
} as const
