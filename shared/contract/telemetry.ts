import { z } from 'zod'

/** Numbers twice a second. `null` means not measured, never zero in disguise. */
export const telemetrySchema = z.object({
  atMs: z.number(),
  encoderFrames: z.number().int().nullable().describe('frames encoded since the capture started, over all encoder processes'),
  fps: z.number().nullable().describe('frames per second encoded'),
  sentKbps: z.number().nullable().describe('kbit/s that left for the ingest'),
  targetKbps: z.number().nullable().describe('kbit/s of video that the encoder aims at: the chosen bitrate, or less where the connection is slow'),
  queueMs: z.number().nullable().describe('media waiting between encoder and sender'),
  droppedFrames: z.number().int().nullable().describe('frames dropped by the encoder or skipped by the queue'),
  hostMemoryMb: z.number().nullable(),
})
export type Telemetry = z.output<typeof telemetrySchema>

/** Sound of the program, at least ten times a second; dBFS, −120 means digital silence. */
export const levelsSchema = z.object({
  peakDb: z.number(),
  rmsDb: z.number(),
  channels: z
    .array(z.object({ sourceId: z.string(), peakDb: z.number(), rmsDb: z.number() }))
    .optional()
    .describe('each as it enters the mix, after its level, before its muting; absent where nothing is mixed'),
})
export type Levels = z.output<typeof levelsSchema>
