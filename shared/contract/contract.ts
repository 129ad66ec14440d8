import { z } from 'zod'
import { hotkeyActs } from '../hotkeys.ts'
import { outputModes } from '../states.ts'
import { connectionCommands } from './connections.ts'
import { desktopCommands, hotkeySchema } from './desktop.ts'
import { encodingCommands } from './encoding.ts'
import { ffmpegCommands } from './ffmpeg.ts'
import { memberCommands } from './members.ts'
import { pageCommands, wantedPageSchema } from './pages.ts'
import { cameraPlaceSchema, orientations, sceneSchema, soundChannelSchema, sourceIdSchema } from './program.ts'
import { roomCommands } from './rooms.ts'
import { showRequestSchema } from './show.ts'
import { countdownChoices, guideSteps, snapshotSchema, themes } from './snapshot.ts'
import { levelsSchema, telemetrySchema } from './telemetry.ts'
import { updateCommands } from './updates.ts'

const id = z.string().min(1).max(200)
const nothing = z.null()

/**
 * Every call that a page can make to the core: what goes in, what comes out.
 * Both transports and the page's client are derived from this table.
 */
export const commands = {
  ...connectionCommands,
  ...roomCommands,
  ...memberCommands,
  ...desktopCommands,
  ...encodingCommands,
  ...ffmpegCommands,
  ...pageCommands,
  ...updateCommands,
  'program.refreshSources': { input: z.null(), output: nothing },
  'program.setSource': {
    input: z.strictObject({ sourceId: sourceIdSchema }),
    output: nothing.describe('a screen, a window, the test pattern, or `none`'),
  },
  'program.setCamera': {
    input: z.strictObject({ sourceId: sourceIdSchema }),
    output: nothing.describe('a camera, `file:PATH` in place of one, or `none`'),
  },
  'program.setSound': {
    input: z.strictObject({ sound: sourceIdSchema }),
    output: nothing.describe('the only sound from now on: `mic:ID`, `system`, `tone`, or `silence`; it keeps its level and delay'),
  },
  'program.addSound': { input: z.strictObject({ sourceId: sourceIdSchema }), output: nothing.describe('one more sound') },
  'program.removeSound': { input: z.strictObject({ sourceId: sourceIdSchema }), output: nothing },
  'program.setChannel': { input: soundChannelSchema.partial().required({ sourceId: true }).strict(), output: nothing },
  'program.setScene': { input: z.strictObject({ sceneId: id }), output: nothing },
  'program.findFile': {
    input: z.strictObject({ kind: z.enum(['image', 'file']), typed: z.string().max(4096) }),
    output: z.object({ path: z.string() }).describe('the file that is meant; a picture of it was decoded first'),
  },
  'program.saveScene': { input: sceneSchema.strict(), output: nothing.describe('adds it, or replaces the one of the same id') },
  'program.removeScene': { input: z.strictObject({ sceneId: id }), output: nothing.describe('never the last one, nor the one that viewers see') },
  'program.setCameraPlace': {
    input: cameraPlaceSchema.partial().strict(),
    output: nothing.describe('of the scene that viewers see; in effect at once'),
  },
  'program.setOrientation': { input: z.strictObject({ orientation: z.enum(orientations) }), output: nothing },
  'program.setOutputMode': {
    input: z.strictObject({ outputMode: z.enum(outputModes).describe('counts from the next start of the stream') }),
    output: nothing,
  },
  'program.openPreview': { input: z.null(), output: nothing },
  'program.closePreview': { input: z.null(), output: nothing },
  'session.streamStart': { input: z.null(), output: nothing },
  'session.streamStop': { input: z.null(), output: nothing },
  'session.reconnectNow': { input: z.null(), output: nothing },
  'session.goLive': { input: z.null(), output: nothing },
  'session.endLive': { input: z.null(), output: nothing },
  'session.forceEnd': { input: z.null(), output: nothing },
  'session.resume': { input: z.null(), output: nothing },
  'session.dismissResume': { input: z.null(), output: nothing },
  'session.dismissFailure': { input: z.null(), output: nothing },
  'streamKey.reveal': { input: z.null(), output: z.object({ streamKey: z.string(), ingestUrl: z.string() }) },
  'streamKey.reissue': { input: z.null(), output: nothing.describe('answers once the service has: then the new key is in use') },
  'streamKey.listProfiles': { input: z.null(), output: nothing.describe('asks for `session.profiles` where they are not there yet') },
  'streamKey.chooseProfile': { input: z.strictObject({ profileId: id }), output: nothing },
  'vod.download': { input: z.strictObject({ fileId: id }), output: z.object({ downloadId: z.string() }) },
  'vod.cancelDownload': { input: z.strictObject({ downloadId: id }), output: nothing.describe('a finished one is only forgotten; its file stays') },
  'vod.showDownload': {
    input: z.strictObject({ downloadId: id }),
    output: nothing.describe('shows the file in the file manager of the computer that Tally runs on'),
  },
  'settings.set': {
    input: z.strictObject({
      language: z.enum(['en', 'ko']).nullable().optional(),
      theme: z.enum(themes).optional(),
      guide: z.enum(guideSteps).optional(),
      countdownSeconds: z.literal(countdownChoices).optional(),
      shortcuts: z.boolean().optional(),
      notices: z.boolean().optional(),
      hideWindow: z.boolean().optional(),
      hotkeys: z.partialRecord(z.enum(hotkeyActs), hotkeySchema.nullable()).optional().describe('those that are not named stay as they are'),
      videoKbps: z.number().int().min(300).max(12_000).optional().describe('kbit/s; counts at once, also on air'),
    }),
    output: nothing,
  },
  'app.newPageUrl': { input: z.null(), output: z.object({ url: z.string() }).describe('a one-time address for a further page (web host)') },
} as const

export type CommandName = keyof typeof commands
export type CommandInput<N extends CommandName> = z.output<(typeof commands)[N]['input']>
export type CommandOutput<N extends CommandName> = z.output<(typeof commands)[N]['output']>

/**
 * Every stream that a page can watch. All are conflated: the next value leaves after the acknowledgement of the last,
 * the newest wins. `preview` carries JPEG pictures as raw bytes.
 */
export const streams = {
  snapshot: { value: snapshotSchema },
  telemetry: { value: telemetrySchema },
  levels: { value: levelsSchema },
  preview: { value: z.instanceof(Uint8Array) },
  'page.wanted': { value: z.array(wantedPageSchema) },
  'page.show': { value: showRequestSchema },
} as const

export type StreamName = keyof typeof streams
export type StreamValue<N extends StreamName> = z.output<(typeof streams)[N]['value']>
