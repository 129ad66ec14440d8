import { z } from 'zod'
import { accessModes } from '#shared/capabilities'
import { connectionColors, countdownChoices, guideSteps, hotkeySchema, orientations, soundChannelSchema, themes } from '#shared/contract'
import { defaultEncoding, encoderKinds, frameRates, heights, presets } from '#shared/encoding'
import { environments } from '#shared/environment'
import { hotkeyActs } from '#shared/hotkeys'
import type { Result } from '#shared/result'
import { outputModes } from '#shared/states'
import { scenesSchema } from './read-scenes.ts'
import { channelsSchema, fromFirstSounds } from './read-sounds.ts'

/** Settings as they lie on disk, version 1. Holds no secret. Unknown fields of the same version are kept. */
export const settingsFields = z.looseObject({
  version: z.literal(1),
  language: z.enum(['en', 'ko']).nullable().default(null),
  theme: z.enum(themes).default('dark'),
  guide: z.enum(guideSteps).default('rehearsal'),
  countdownSeconds: z.literal(countdownChoices).default(0),
  shortcuts: z.boolean().default(true),
  notices: z.boolean().default(true),
  hideWindow: z.boolean().default(false),
  /** Keys that work while another program has the focus; none by itself. */
  hotkeys: z.partialRecord(z.enum(hotkeyActs), hotkeySchema.nullable()).catch({}).default({}),
  ffmpegPath: z.string().nullable().default(null),
  currentConnectionId: z.string().default('local'),
  connections: z
    .array(
      z.looseObject({
        id: z.string(),
        name: z.string(),
        color: z.enum(connectionColors).catch('slate'),
        environment: z.enum(environments),
        apiBaseUrl: z.string(),
        mode: z.enum(accessModes).default('operator'),
      }),
    )
    .default([]),
  /** The member and the room chosen last, by connection. */
  lastMemberIds: z.record(z.string(), z.string()).default({}),
  lastRoomIds: z.record(z.string(), z.string()).default({}),
  sourceId: z.string().default('none'),
  cameraId: z.string().default('none'),
  scenes: scenesSchema,
  sceneId: z.string().default('screen'),
  channels: channelsSchema,
  /** Level, delay and muting by source, also of those that are not heard now; the newest last. */
  soundMemory: z.record(z.string(), soundChannelSchema.omit({ sourceId: true })).catch({}),
  orientation: z.enum(orientations).default('horizontal'),
  outputMode: z.enum(outputModes).default('CMAF'),
  videoKbps: z.number().int().min(300).max(12000).default(2500),
  height: z.literal(heights).default(defaultEncoding.height),
  fps: z.literal(frameRates).default(defaultEncoding.fps),
  preset: z.enum(presets).default(defaultEncoding.preset),
  encoder: z.enum(encoderKinds).default(defaultEncoding.encoder),
})

/** The same, from files of every age. */
export const settingsSchema = z.preprocess(fromFirstSounds, settingsFields)
export type Settings = z.output<typeof settingsSchema>

export type SettingsStore = {
  readonly current: () => Settings
  /** Why changes are not written (`settings-newer`, `data-dir-read-only`), or null. */
  readonly readOnlyReason: () => Result<void> | null
  /** Merges and writes atomically; the last good file stays as `settings.json.last`. */
  readonly update: (change: Partial<Settings>) => Promise<Result<void>>
}
