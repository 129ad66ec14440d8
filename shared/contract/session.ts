import { z } from 'zod'
import { actionNames, availabilitySchema } from './actions.ts'
import { failureSchema } from './failures.ts'
import { ms } from './moment.ts'
import { orientations } from './program.ts'
import { vodFileSchema } from './recordings.ts'
import { roomViewSchema } from './rooms.ts'

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

/** What FlipFlop Cloud makes of a stream; `orientation` by the shape of its pictures, null where these do not agree. */
export const profileViewSchema = z.object({ id: z.string(), name: z.string(), orientation: z.enum(orientations).nullable() })
export type ProfileView = z.output<typeof profileViewSchema>

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

/** The broadcast: where it is, what may be done next, and what the service says. */
export const sessionSchema = z.object({
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
})
export type SessionView = z.output<typeof sessionSchema>
