import { z } from 'zod'
import { accessModes } from '../capabilities.ts'
import { environments } from '../environment.ts'
import { connectionViewSchema } from './connections.ts'
import { desktopViewSchema } from './desktop.ts'
import { failureSchema } from './failures.ts'
import { ffmpegViewSchema } from './ffmpeg.ts'
import { memberViewSchema } from './members.ts'
import { ms } from './moment.ts'
import { programSchema } from './program.ts'
import { downloadViewSchema } from './recordings.ts'
import { roomViewSchema } from './rooms.ts'
import { sessionSchema } from './session.ts'
import { timelineEntrySchema } from './timeline.ts'
import { updateViewSchema } from './updates.ts'

/** `system` follows the system; `contrast` is dark with the strongest contrast. */
export const themes = ['system', 'dark', 'light', 'contrast'] as const
export type Theme = (typeof themes)[number]

/** The first run: a rehearsal that ends on its recording, then the invitation to connect an account, then never again by itself. */
export const guideSteps = ['rehearsal', 'invitation', 'done'] as const
export type GuideStep = (typeof guideSteps)[number]

export const countdownChoices = [0, 3, 5, 10] as const

/**
 * Everything a page shows that is not a fast-moving number. The core owns it; the page never guesses ahead.
 * No field ever holds a secret: the stream key is masked, credentials are a boolean.
 */
export const snapshotSchema = z.object({
  revision: z.number().int().describe('grows by at least one with every change'),
  app: z.object({
    version: z.string(),
    platform: z.string(),
    host: z.enum(['desktop', 'web']),
    language: z.enum(['en', 'ko']).nullable().describe('null: follow the system'),
    theme: z.enum(themes),
    guide: z.enum(guideSteps).describe('how far the first run has come'),
    countdownSeconds: z.number().int().describe('counted down on the page after go-live was held; 0 goes live at once'),
    shortcuts: z.boolean().describe('the page acts on its keyboard shortcuts'),
    credentials: z.enum(['keychain', 'memory']).describe('memory: forgotten when the program ends'),
    credentialsNote: failureSchema.nullable().describe('why the keychain is not used, where it was wanted'),
    ffmpeg: ffmpegViewSchema,
    update: updateViewSchema,
    desktop: desktopViewSchema.nullable(),
  }),
  connection: z.object({
    list: z.array(connectionViewSchema),
    currentId: z.string().nullable(),
    state: z.enum(['none', 'connecting', 'connected', 'failed']),
    environment: z.enum(environments).nullable(),
    mode: z.enum(accessModes).nullable().describe('of the open connection, null while none is'),
    online: z.boolean().describe('false while requests reach nobody'),
    token: z
      .object({
        expiresAtMs: ms.nullable(),
        renewable: z.boolean().describe('a token URL gives the next one'),
        failure: failureSchema.nullable().describe('why it could not be renewed'),
      })
      .nullable()
      .describe('the member token of the open connection; null in operator mode'),
    failure: failureSchema.nullable(),
  }),
  member: z.object({ id: z.string(), appUserId: z.string(), name: z.string() }).nullable(),
  members: z
    .object({ list: z.array(memberViewSchema), total: z.number().int() })
    .describe('the first page, and how many there are; in member mode, and without a connection, nobody'),
  rooms: z.array(roomViewSchema).describe('of the member, newest first, the first page alone'),
  roomGone: z.object({ title: z.string() }).nullable().describe('the chosen room does not exist any more; until another is chosen'),
  program: programSchema,
  session: sessionSchema,
  downloads: z.array(downloadViewSchema).describe('recordings that are, or were, saved to this computer since the program started; newest last'),
  timeline: z.array(timelineEntrySchema).describe('newest last, at most 200'),
})
export type Snapshot = z.output<typeof snapshotSchema>
