import { z } from 'zod'
import { encoderKinds, frameRates, heights, presets } from '../encoding.ts'
import { cameraSizes, fits, largestMargin, layerShapes, sceneLayouts, smallestPart } from '../scenes.ts'
import { outputModes } from '../states.ts'
import { failureSchema } from './failures.ts'

export const orientations = ['horizontal', 'vertical'] as const
export type Orientation = (typeof orientations)[number]

export const sourceViewSchema = z.object({
  id: z.string().describe('`screen:ID`, `window:ID`, `camera:ID`, `mic:ID`, `system` or `test-pattern`'),
  label: z.string(),
  width: z.number().optional(),
  height: z.number().optional(),
})
export type SourceView = z.output<typeof sourceViewSchema>

/** A file is known by its path. */
export const sourceIdSchema = z.string().min(1).max(5000)

/** A device, file or page that is open now. */
export const openSourceSchema = z.object({
  id: z.string(),
  state: z.enum(['opening', 'running', 'stalled', 'lost']),
  width: z.number().nullable().describe('of its picture, in pixels; null before the first, and for sound'),
  height: z.number().nullable(),
  failure: failureSchema.nullable(),
})
export type OpenSourceView = z.output<typeof openSourceSchema>

/** What is wrong with what is seen and heard. `mirror-tunnel`: our own window is in the picture. `return-feed-heard`: viewers hear the show twice. */
export const pictureWarnings = ['black', 'frozen', 'too-dark', 'wrong-shape', 'mirror-tunnel', 'silent', 'clipping', 'return-feed-heard'] as const
export type PictureWarning = (typeof pictureWarnings)[number]

export const cameraPlaceSchema = z.object({
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  size: z.number().min(cameraSizes.smallest).max(cameraSizes.largest),
  margin: z.number().min(0).max(largestMargin),
  shape: z.enum(layerShapes),
  mirrored: z.boolean(),
  hidden: z.boolean(),
})

export const shownPartSchema = z
  .object({
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
    width: z.number().min(smallestPart).max(1),
    height: z.number().min(smallestPart).max(1),
  })
  .refine(({ x, y, width, height }) => x + width < 1.0001 && y + height < 1.0001, 'reaches beyond the whole')

export const sceneSchema = z.object({
  id: z.string().min(1).max(100),
  name: z.string().max(100).nullable().describe('null: the page names it by its layout'),
  layout: z.enum(sceneLayouts),
  fit: z.enum(fits),
  camera: cameraPlaceSchema,
  path: z.string().max(4096).nullable().describe('the file of the layouts `image` and `file`'),
  part: shownPartSchema.nullable().default(null).describe('of the screen or window; null: all of it'),
})

/** One sound that viewers hear. */
export const soundChannelSchema = z.object({
  sourceId: sourceIdSchema.describe('`mic:ID`, `system`, `tone`, or `file:PATH` for the sound of the file that is shown'),
  levelDb: z.number().min(-60).max(12),
  muted: z.boolean(),
  delayMs: z.number().int().min(0).max(2000),
})
export type SoundChannelView = z.output<typeof soundChannelSchema>

/** How the picture is encoded. */
export const encodingSchema = z.object({
  height: z.literal(heights).describe('of the shorter side, in pixels'),
  fps: z.literal(frameRates),
  preset: z.enum(presets).describe('for x264 alone'),
  encoder: z.enum(encoderKinds),
})

/** What is composed and encoded, and what there is to choose from. */
export const programSchema = z.object({
  sources: z.array(sourceViewSchema),
  sourceId: z.string().describe('the chosen screen, window or test pattern, `none` where nothing is chosen'),
  cameras: z.array(sourceViewSchema),
  cameraId: z.string().describe('the chosen camera, `none` where none is chosen'),
  microphones: z.array(sourceViewSchema).describe('with `system`, where the sound of this computer can be had'),
  channels: z.array(soundChannelSchema).describe('every sound that viewers hear; none: silence'),
  scenes: z.array(sceneSchema),
  sceneId: z.string().describe('of the scene that viewers see, or would'),
  open: z.array(openSourceSchema).describe('devices, files and pages that are open now'),
  warnings: z.array(z.enum(pictureWarnings)).describe('what is wrong with what is seen and heard'),
  orientation: z.enum(orientations).describe('of the picture that is encoded'),
  mismatch: z.boolean().describe('the stream key’s profile is made for the other orientation: viewers would see bars, so nothing is started'),
  outputMode: z.enum(outputModes).describe('as it is sent now, else as it would be'),
  nextOutputMode: z.enum(outputModes).describe('that the next start uses; another than `outputMode` where it was changed while sending'),
  videoKbps: z.number().int().describe('kbit/s of the picture that are aimed at, at most'),
  encoding: encodingSchema.describe('as it is sent now, else as it would be'),
  nextEncoding: encodingSchema.describe('that the next start uses; another height than in `encoding` where it was changed while sending'),
  encoderFailure: failureSchema.nullable().describe('why x264 works in place of the chosen encoder'),
  preview: z.enum(['off', 'starting', 'on', 'failed']),
  failure: failureSchema.nullable(),
})
