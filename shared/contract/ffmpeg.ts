import { z } from 'zod'
import { encoderKinds } from '../encoding.ts'
import { failureSchema } from './failures.ts'

export const ffmpegOrigins = ['setting', 'bundled', 'system'] as const
export type FfmpegOrigin = (typeof ffmpegOrigins)[number]

/** What one ffmpeg can and cannot do, as far as a person may want to know. */
export const ffmpegAbilitiesSchema = z.object({
  screens: z.boolean(),
  cameras: z.boolean(),
  microphones: z.boolean(),
  soundServer: z.boolean().describe('PulseAudio, and PipeWire in its place'),
  secure: z.boolean().describe('sends over an encrypted connection (rtmps)'),
  encoders: z.array(z.enum(encoderKinds)).describe('that it was built with; whether this computer has the chip is another question'),
})
export type FfmpegAbilities = z.output<typeof ffmpegAbilitiesSchema>

/** An ffmpeg that was looked at and not taken. */
const passedOverSchema = z.object({
  path: z.string(),
  version: z.string().nullable(),
  origin: z.enum(ffmpegOrigins),
  failure: failureSchema,
})

/** Which ffmpeg is used, or why none can be. */
export const ffmpegViewSchema = z.object({
  path: z.string().nullable(),
  version: z.string().nullable(),
  builtOn: z.string().nullable().describe('`2023-03-20` or `2018`, as far as it tells'),
  origin: z.enum(ffmpegOrigins).nullable(),
  nonfree: z.boolean().describe('holds parts that may be used and not passed on'),
  abilities: ffmpegAbilitiesSchema.nullable().describe('null where none answers'),
  passedOver: z.array(passedOverSchema).describe('what was looked at before, and why it is not used'),
  failure: failureSchema.nullable(),
  warning: failureSchema.nullable().describe('`ffmpeg-replaced`: another one works in place of the person’s own'),
  own: z.string().nullable().describe('the path that the person chose, whether or not it is the one in use'),
  waits: z.boolean().describe('another one was chosen while sending: it counts from the next start'),
})

/** The calls about ffmpeg. */
export const ffmpegCommands = {
  'program.useFfmpeg': {
    input: z.strictObject({ path: z.string().max(4096).nullable().describe('as a person typed it; null: no one’s own any more') }),
    output: z
      .object({ path: z.string(), version: z.string() })
      .nullable()
      .describe('the file as it is used from now on. It was run first: what cannot do the work is refused, and nothing changes'),
  },
} as const
