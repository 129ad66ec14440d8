import { z } from 'zod'
import { failureSchema } from './failures.ts'

/** One form of a recording. */
export const vodFileSchema = z.object({
  id: z.string(),
  format: z.string().describe('`ORIGINAL`, or as FlipFlop Cloud spells it: `MP4`, `CMAF_HLS`, `CMAF_MPEG_DASH`'),
  bytes: z.number().nullable(),
  url: z.string(),
  saves: z.boolean().describe('one file that can be saved; a manifest of many is not'),
})
export type VodFile = z.output<typeof vodFileSchema>

export const downloadViewSchema = z.object({
  id: z.string(),
  roomId: z.string(),
  fileId: z.string(),
  path: z.string().describe('on the computer that Tally runs on'),
  state: z.enum(['running', 'done', 'failed']),
  receivedBytes: z.number(),
  totalBytes: z.number().nullable(),
  failure: failureSchema.nullable(),
})
export type DownloadView = z.output<typeof downloadViewSchema>
