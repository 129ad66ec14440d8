import { z } from 'zod'
import { accessModes } from '../capabilities.ts'
import { encoderKinds, frameRates, heights, presets } from '../encoding.ts'
import { environments } from '../environment.ts'
import { failureCodes } from '../failure.ts'
import { cameraSizes, fits, largestMargin, layerShapes, sceneLayouts } from '../scenes.ts'
import { outputModes } from '../states.ts'
import { actionNames, availabilitySchema, reasonCodes } from './actions.ts'
import { connectionViewSchema } from './connections.ts'
import { memberViewSchema } from './members.ts'

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  params: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .readonly()
    .optional(),
  detail: z.string().optional(),
  serviceCode: z.string().optional(),
  serviceMessage: z.string().optional(),
})

/** `system` follows the system; `contrast` is dark with the strongest contrast. */
export const themes = ['system', 'dark', 'light', 'contrast'] as const
export type Theme = (typeof themes)[number]

/** The first run: a rehearsal that ends on its recording, then the invitation to connect an account, then never again by itself. */
export const guideSteps = ['rehearsal', 'invitation', 'done'] as const
export type GuideStep = (typeof guideSteps)[number]

export const countdownChoices = [0, 3, 5, 10] as const

export const orientations = ['horizontal', 'vertical'] as const
export type Orientation = (typeof orientations)[number]

/** Where the broadcast is. The words are part of the interface for QA. */
export const sessionStates = [
  'idle',
  'checking',
  'connecting',
  'ready',
  'live',
  'interrupted',
  'ending',
  'ending-stuck',
  'force-ending',
  'archiving',
  'done',
  'failed',
] as const
export type SessionState = (typeof sessionStates)[number]

export const tallyStates = ['off', 'preview', 'live', 'trouble', 'unknown'] as const
export type TallyState = (typeof tallyStates)[number]

/** One sentence on health. `level` colours it, `code` chooses the sentence. */
export const verdictCodes = [
  'connecting',
  'not-connected',
  'idle',
  'starting',
  'waiting-for-service',
  'service-slow-to-see',
  'service-slow-to-convert',
  'preview-good',
  'live-good',
  'no-address-yet',
  'network-slow',
  'nothing-leaves',
  'encoder-slow',
  'picture-black',
  'sound-silent',
  'encoder-restarting',
  'reconnecting',
  'not-reached',
  'still-held',
  'conversion-failed',
  'interrupted',
  'resuming',
  'someone-else-sending',
  'key-in-use-elsewhere',
  'mode-differs',
  'service-silent',
  'service-refuses',
  'service-busy',
  'service-failing',
  'state-unknown',
  'ending',
  'ending-stuck',
  'force-ending',
  'ended-by-force',
  'archiving',
  'done',
  'done-without-recording',
  'archive-failed',
  'start-failed',
  'failed',
] as const
export type VerdictCode = (typeof verdictCodes)[number]

const ms = z.number().describe('milliseconds since the Unix epoch, on this computer’s clock')

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

export const sceneSchema = z.object({
  id: z.string().min(1).max(100),
  name: z.string().max(100).nullable().describe('null: the page names it by its layout'),
  layout: z.enum(sceneLayouts),
  fit: z.enum(fits),
  camera: cameraPlaceSchema,
  path: z.string().max(4096).nullable().describe('the file of the layouts `image` and `file`'),
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

export const roomViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().optional().describe('absent where there is none'),
  state: z.string().describe('as FlipFlop Cloud spells it'),
  type: z.string(),
  closed: z.enum(reasonCodes).optional().describe('why it cannot be started any more, or from here; absent where it can, or is on air'),
  accessLevel: z.string().optional().describe('who may watch, as FlipFlop Cloud spells it; absent where it does not say'),
  vodState: z.string().nullable(),
  scheduledAt: z.string().nullable(),
  liveStartedAt: z.string().nullable(),
})
export type RoomView = z.output<typeof roomViewSchema>

/** What FlipFlop Cloud makes of a stream; `orientation` by the shape of its pictures, null where these do not agree. */
export const profileViewSchema = z.object({ id: z.string(), name: z.string(), orientation: z.enum(orientations).nullable() })
export type ProfileView = z.output<typeof profileViewSchema>

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

/** A link that viewers can open, by what it is made for. */
export const shareLinksSchema = z.object({
  hls: z.string().nullable(),
  dash: z.string().nullable(),
  rtmp: z.string().nullable(),
  flv: z.string().nullable(),
})

/** What a broadcast came to. Numbers that this program did not measure are null, never zero in disguise. */
export const reportSchema = z.object({
  roomId: z.string(),
  title: z.string(),
  liveStartedAtMs: ms,
  endedAtMs: ms.nullable().describe('null while it is on air'),
  interruptions: z.number().int().describe('how often viewers had to wait since this program watches'),
  waitedMs: z.number().describe('how long viewers had to wait, altogether'),
  reconnects: z.number().int().describe('how often the sender had to connect again'),
  averageKbps: z.number().nullable().describe('kbit/s that left for the ingest while on air'),
  encodedFrames: z.number().int().nullable(),
  droppedFrames: z.number().int().nullable(),
  forced: z.boolean().describe('ended by force: the service may keep no recording'),
})
export type Report = z.output<typeof reportSchema>

/** What the timeline can tell; the page has a sentence for each. `key-state` and `room-state` carry `from` and `to` as parameters. */
export const timelineCodes = [
  'connected',
  'connection-failed',
  'source-changed',
  'camera-changed',
  'sound-changed',
  'scene-changed',
  'source-lost',
  'source-back',
  'orientation-changed',
  'output-mode-changed',
  'encoding-changed',
  'encoder-replaced',
  'profile-changed',
  'preview-on',
  'preview-off',
  'stream-started',
  'stream-stopped',
  'key-state',
  'room-state',
  'room-gone',
  'member-changed',
  'went-live',
  'end-requested',
  'force-end-requested',
  'key-reissued',
  'key-taken',
  'ended',
  'encoder-restarting',
  'encoder-back',
  'encoder-failed',
  'sender-lost',
  'sender-stalled',
  'sender-back',
  'bitrate-lowered',
  'bitrate-raised',
  'service-silent',
  'service-back',
  'network-changed',
  'woke-up',
  'resume-offered',
  'resume-waiting',
  'resume-gave-up',
  'resumed',
  'vod-ready',
  'archive-failed',
  'key-revealed',
] as const
export type TimelineCode = (typeof timelineCodes)[number]

export const timelineEntrySchema = z.object({
  id: z.number().int(),
  atMs: ms,
  kind: z.enum(['state', 'trouble', 'recovered', 'action', 'note']),
  code: z.enum(timelineCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type TimelineEntry = z.output<typeof timelineEntrySchema>

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
    ffmpeg: z.object({
      path: z.string().nullable(),
      version: z.string().nullable(),
      origin: z.enum(['setting', 'bundled', 'system']).nullable(),
      failure: failureSchema.nullable(),
    }),
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
  program: z.object({
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
  }),
  session: z.object({
    state: z.enum(sessionStates),
    sinceMs: ms,
    tally: z.object({
      state: z.enum(tallyStates),
      lastKnown: z
        .object({ state: z.enum(tallyStates), atMs: ms })
        .nullable()
        .describe('set while the tally is unknown'),
    }),
    room: roomViewSchema.nullable(),
    streamKey: z
      .object({
        state: z.string().describe('as FlipFlop Cloud spells it'),
        sinceMs: ms,
        masked: z.string(),
        ingestUrl: z.string(),
        mode: z.string().nullable().describe('what the service makes of the stream that it receives; null while it receives none'),
        defaultMode: z.string().nullable().describe('of the FlipFlop app, for who asks for none'),
        profile: profileViewSchema.nullable(),
      })
      .nullable(),
    profiles: z.array(profileViewSchema).nullable().describe('what the stream key can be given; null before `streamKey.listProfiles`'),
    liveElsewhere: z
      .object({ roomId: z.string(), title: z.string(), state: z.string().nullable() })
      .nullable()
      .describe('the room that this stream key is on air for, where it is not the chosen one'),
    answeredAtMs: ms.nullable().describe('when the newest answer of the service arrived'),
    witnesses: z.object({
      encoder: z.enum(['off', 'starting', 'running', 'restarting', 'failed']),
      sender: z.enum(['off', 'connecting', 'publishing', 'stalled', 'reconnecting']),
      service: z.enum(['unknown', 'answering', 'silent']),
    }),
    whoSends: z.enum(['nobody', 'us', 'someone-else']).describe('whose media the service receives with this stream key, as far as can be told'),
    liveStartedAtMs: ms.nullable().describe('the service’s liveStartedAt, moved onto this computer’s clock by the measured offset'),
    clockOffsetMs: z.number().nullable().describe('service clock minus this computer’s clock'),
    reconnectAttempt: z.number().int().describe('0 while connected'),
    actions: z.object(
      Object.fromEntries(actionNames.map((name) => [name, availabilitySchema])) as { [K in (typeof actionNames)[number]]: typeof availabilitySchema },
    ),
    verdict: z.object({
      level: z.enum(['good', 'warn', 'bad']),
      code: z.enum(verdictCodes),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
    failure: failureSchema.nullable(),
    resume: z
      .object({
        roomId: z.string(),
        title: z.string(),
        state: z.string(),
        liveStartedAt: z.string().nullable(),
        waiting: z.boolean().describe('accepted: sending starts by itself once the service lets go of the connection that it still holds'),
      })
      .nullable(),
    returnFeed: z.object({ protocol: z.enum(['hls', 'flv']), url: z.string().describe('same-origin path of the media gateway') }).nullable(),
    share: shareLinksSchema,
    vod: z
      .object({
        state: z.string(),
        url: z.string().nullable().describe('the link to share'),
        playbackPath: z.string().nullable().describe('same-origin path of the media gateway'),
        videoPostId: z.string().nullable(),
        videoPostState: z.string().nullable(),
        files: z.array(vodFileSchema).describe('what the recording can be had as'),
      })
      .nullable(),
    report: reportSchema.nullable().describe('of the broadcast that is on air or ended last; null before the first'),
  }),
  downloads: z.array(downloadViewSchema).describe('recordings that are, or were, saved to this computer since the program started; newest last'),
  timeline: z.array(timelineEntrySchema).describe('newest last, at most 200'),
})
export type Snapshot = z.output<typeof snapshotSchema>
export type SessionView = Snapshot['session']
