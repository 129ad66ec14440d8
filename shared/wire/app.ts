import { z } from 'zod'
import { outputModes } from '../states.ts'
import { optional, tolerantEnum, wireId } from './common.ts'

/** The FlipFlop app that something belongs to, in the short form that every object embeds. */
export const appSchema = z.object({
  id: wireId<string>(),
  state: optional(z.string()),
  /** Conference apps begin with `vicollo_` and cannot broadcast. */
  name: optional(z.string()),
  /** What is made of a stream where neither the ingest URL nor the stream key says. */
  defaultRtmpOutputMode: optional(tolerantEnum(outputModes)),
})

export type WireApp = z.output<typeof appSchema>
