import { z } from 'zod'
import { encoderKinds, frameRates, heights, presets } from '../encoding.ts'
import { failureSchema } from './failures.ts'
import { encodingSchema } from './program.ts'

/** An encoder, and whether it works on this computer. */
export const encoderViewSchema = z.object({
  encoder: z.enum(encoderKinds),
  available: z.boolean().describe('a test encode of a second came out whole'),
  experimental: z.boolean(),
  failure: failureSchema.nullable().describe('why it is not available'),
})
export type EncoderView = z.output<typeof encoderViewSchema>

/** What a test encode at full speed found. */
export const encodingMeasurementSchema = z.object({
  height: z.literal(heights),
  fps: z.literal(frameRates),
  preset: z.enum(presets),
  measuredFps: z.number().describe('pictures per second that were reached'),
  share: z.number().describe('of the whole processor that encoding at `fps` takes; 1 is all of it'),
  fits: z.boolean().describe('it leaves at least half of the computer free'),
})
export type EncodingMeasurement = z.output<typeof encodingMeasurementSchema>

/** What was chosen for this computer, and why. */
export const encodingChoiceSchema = z.object({
  encoding: encodingSchema,
  videoKbps: z.number().int(),
  cores: z.number().int(),
  measured: z.array(encodingMeasurementSchema).describe('in the order in which it was measured'),
  limit: encodingMeasurementSchema.nullable().describe('the next better one, which was too much; null where the best one was chosen'),
})
export type EncodingChoice = z.output<typeof encodingChoiceSchema>

/** The calls about quality. */
export const encodingCommands = {
  'program.setEncoding': {
    input: encodingSchema.partial().strict(),
    output: z.null().describe('rate, preset and encoder change on air; the height counts from the next start of the stream'),
  },
  'program.listEncoders': { input: z.null(), output: z.array(encoderViewSchema).describe('tries each once, which takes seconds') },
  'program.chooseEncoding': {
    input: z.null(),
    output: encodingChoiceSchema.describe('measures this computer, which takes seconds, and sets what it chose'),
  },
} as const
