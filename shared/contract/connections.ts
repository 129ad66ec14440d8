import { z } from 'zod'
import { accessModes } from '../capabilities.ts'
import { environments } from '../environment.ts'
import { failureCodes } from '../failure.ts'

/** How a connection is marked, so that two are told apart at a glance. Red is not among them: it belongs to real air. */
export const connectionColors = ['slate', 'blue', 'teal', 'olive', 'brown', 'plum'] as const
export type ConnectionColor = (typeof connectionColors)[number]

/** What a test of a connection looks at, in this order. */
export const connectionChecks = ['address', 'credentials', 'app', 'clock', 'ingest'] as const
export type ConnectionCheck = (typeof connectionChecks)[number]

/** What a test found where no failure code says it; the page has a sentence for each. */
export const findingCodes = [
  'not-tried',
  'address-answers',
  'address-both-answer',
  'address-other-answers',
  'pair-accepted',
  'token-accepted',
  'token-accepted-until',
  'app-can-broadcast',
  'app-is-conference',
  'app-without-members',
  'app-unknown',
  'clock-agrees',
  'clock-differs',
  'clock-far-off',
  'clock-unknown',
  'ingest-open',
  'ingest-1935-blocked',
] as const
export type FindingCode = (typeof findingCodes)[number]

export const connectionFindingSchema = z.object({
  check: z.enum(connectionChecks),
  outcome: z.enum(['good', 'warn', 'bad', 'not-tried']),
  code: z.enum([...findingCodes, ...failureCodes]),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type ConnectionFinding = z.output<typeof connectionFindingSchema>

/** What a test of a connection found: one finding for each check, in their order. */
export const connectionReportSchema = z.object({
  atMs: z.number().describe('when it was tested, on this computer’s clock'),
  apiBaseUrl: z.string().describe('the address that answered, or else the one that was given'),
  findings: z.array(connectionFindingSchema),
})
export type ConnectionReport = z.output<typeof connectionReportSchema>

export const connectionViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  color: z.enum(connectionColors),
  environment: z.enum(environments),
  mode: z.enum(accessModes),
  apiBaseUrl: z.string().nullable(),
  hasCredentials: z.boolean(),
  kept: z
    .enum(['keychain', 'session', 'nowhere', 'unknown'])
    .describe('where its secrets are: `session` is forgotten when the program ends; `unknown` where the keychain does not say'),
  report: connectionReportSchema.nullable().describe('of the newest test since the program started'),
  builtIn: z.boolean(),
})
export type ConnectionView = z.output<typeof connectionViewSchema>

const secret = z.string().trim().min(1)

/** Secrets go in once and never come back. Null keeps what is stored. */
export const secretsInputSchema = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('operator'), apiKey: secret.max(500), apiSecret: secret.max(500) }),
    z.strictObject({
      mode: z.literal('member'),
      accessToken: secret.max(8000).nullable().describe('null: fetched from the token URL'),
      tokenUrl: z
        .strictObject({
          url: z.url({ protocol: /^https?$/ }).max(2000),
          header: z
            .strictObject({
              name: z
                .string()
                .trim()
                .min(1)
                .max(100)
                .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/),
              value: z.string().trim().min(1).max(2000),
            })
            .nullable(),
        })
        .nullable(),
    }),
  ])
  .nullable()
export type SecretsInput = z.output<typeof secretsInputSchema>

/** What a connection is saved, or tested, with. */
export const connectionInputSchema = z.strictObject({
  connectionId: z.string().min(1).max(200).nullable().describe('null makes a new one'),
  name: z.string().trim().min(1).max(80),
  color: z.enum(connectionColors),
  environment: z.enum(environments),
  apiBaseUrl: z.url({ protocol: /^https?$/ }).max(500),
  secrets: secretsInputSchema,
})

export const savedConnectionSchema = z.object({
  connectionId: z.string(),
  report: connectionReportSchema.nullable().describe('null where nothing had to be tested'),
  inUse: z.boolean().describe('it is the open connection, and that goes on with what was saved'),
})
export type SavedOutcome = z.output<typeof savedConnectionSchema>

const connectionId = z.string().min(1).max(200)

/** Every call about the connections. */
export const connectionCommands = {
  'connection.select': { input: z.strictObject({ connectionId }), output: z.null() },
  'connection.test': { input: connectionInputSchema, output: connectionReportSchema },
  'connection.save': { input: connectionInputSchema, output: savedConnectionSchema },
  'connection.saveForSession': {
    input: z.null(),
    output: savedConnectionSchema.describe('of what the keychain refused last; its secrets are forgotten when the program ends'),
  },
  'connection.renewToken': {
    input: z.strictObject({ connectionId, accessToken: secret.max(8000) }),
    output: z.null().describe('the token counts at once, also on air'),
  },
  'connection.forget': { input: z.strictObject({ connectionId }), output: z.null() },
} as const
