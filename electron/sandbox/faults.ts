import { z } from 'zod'

const milliseconds = z.number().int().min(0).max(600_000)
const tenYearsMs = 10 * 365 * 86_400_000

const routeFaultSchema = z
  .strictObject({
    /** The answer instead of the real one; without it the request is served, with `headers` besides. */
    status: z.number().int().min(200).max(599).optional(),
    body: z.unknown().optional(),
    headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/)).optional(),
    delayMs: milliseconds.optional(),
    /** The connection is destroyed without an answer: `true` before anything was done, `'after'` when it was. */
    cut: z.union([z.boolean(), z.literal('after')]).optional(),
  })
  .refine(({ status, body }) => body === undefined || status !== undefined)

export type RouteFault = z.output<typeof routeFaultSchema>

/** What can be made to go wrong, from outside. `docs/sandbox.md` explains each to testers. */
export const faultsSchema = z.strictObject({
  /** One shot: resets the TCP connection of whoever publishes now. Reads false again at once. */
  ingestReset: z.boolean(),
  /** New RTMP connections are closed with a reset. */
  ingestRefuse: z.boolean(),
  /** New RTMP connections are accepted and never answered. */
  ingestSilent: z.boolean(),
  /** Nothing is read from publishers until it is cleared. */
  ingestStall: z.boolean(),
  /** So long after a publisher's connection has gone until the service notices: its key is not free meanwhile. */
  ingestHold: milliseconds,
  /** At most so fast is read from publishers; 0 = as fast as they send. */
  ingestSlowKbps: z.number().int().min(0).max(1_000_000),
  /** Every answer of the API waits so long. */
  apiDelayMs: milliseconds,
  /** By route pattern (`GET /v2/apps/me/stream-keys/*`, the method may be left out); the first one that matches counts. */
  apiStatus: z.record(z.string(), routeFaultSchema),
  /** The clock of the service runs so far ahead, in its `Date` headers and in everything that it stamps. */
  clockOffsetMs: z.number().int().min(-tenYearsMs).max(tenYearsMs),
  /** So long after the stream is converted until that is said. */
  convertDelayMs: milliseconds,
  /** Every conversion fails, those that run and new ones. */
  convertFail: z.boolean(),
  /** So long after ACTIVE, and after LIVE, the play URLs are still null. */
  playUrlsDelayMs: milliseconds,
  /** So long after the end until archiving begins. */
  archiveDelayMs: milliseconds,
  /** Archiving fails. */
  archiveFail: z.boolean(),
  /** So long a video post stays PROCESSING while its original can be watched already. */
  processDelayMs: milliseconds,
  /** The original is kept, its conversion fails. */
  processFail: z.boolean(),
  /** How long tokens last that are issued from now on; 0 = 24 h. */
  tokenLifetimeMs: z.number().int().min(0).max(86_400_000),
  /** One shot: no token that was issued so far holds any longer. */
  tokensRevoked: z.boolean(),
  /** Access tokens issued from now on are JWTs with `exp`. */
  tokensAsJwt: z.boolean(),
  /** The app lets its members create rooms. */
  memberSelfCreate: z.boolean(),
  /** Rooms may be created and changed with every access level, not with PUBLIC only. */
  accessLevelsOpen: z.boolean(),
  /** One shot: the connections of all who listen to events are reset. */
  eventsCut: z.boolean(),
  /** Neither events nor heartbeats are sent; connections stay. */
  eventsSilent: z.boolean(),
  /** From one heartbeat to the next; 0 = none. */
  eventsHeartbeatMs: milliseconds,
})

export type Faults = z.output<typeof faultsSchema>

export const noFaults: Faults = {
  ingestReset: false,
  ingestRefuse: false,
  ingestSilent: false,
  ingestStall: false,
  ingestHold: 0,
  ingestSlowKbps: 0,
  apiDelayMs: 0,
  apiStatus: {},
  clockOffsetMs: 0,
  convertDelayMs: 0,
  convertFail: false,
  playUrlsDelayMs: 0,
  archiveDelayMs: 0,
  archiveFail: false,
  processDelayMs: 0,
  processFail: false,
  tokenLifetimeMs: 0,
  tokensRevoked: false,
  tokensAsJwt: false,
  memberSelfCreate: true,
  accessLevelsOpen: false,
  eventsCut: false,
  eventsSilent: false,
  eventsHeartbeatMs: 30_000,
}

/** They happen once and read false again at once. */
const oneShots = { ingestReset: false, tokensRevoked: false, eventsCut: false }

export type FaultSwitches = {
  readonly read: () => Faults
  /** Sets the named faults and leaves the others; false where the body is not one. */
  readonly set: (body: unknown) => boolean
  readonly clear: () => void
  /** Called with the faults after every change. */
  readonly onChange: (listener: (faults: Faults) => void) => void
}

export function createFaultSwitches(): FaultSwitches {
  let faults = noFaults
  const listeners: ((faults: Faults) => void)[] = []
  const tell = (next: Faults) => {
    faults = { ...next, ...oneShots }
    for (const listener of listeners) listener(next)
  }
  return {
    read: () => faults,
    set: (body) => {
      const parsed = faultsSchema.partial().safeParse(body)
      if (!parsed.success) return false
      const given = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
      tell({ ...faults, ...given })
      return true
    },
    clear: () => tell(noFaults),
    onChange: (listener) => {
      listeners.push(listener)
    },
  }
}

/** What is to go wrong with a request. */
export function routeFault(faults: Faults, method: string, path: string): RouteFault | undefined {
  for (const [pattern, fault] of Object.entries(faults.apiStatus)) if (matchesRoute(pattern, method, path)) return fault
  return undefined
}

/** `[METHOD ]PATH`, where `*` stands for any characters. */
export function matchesRoute(pattern: string, method: string, path: string): boolean {
  const [, wantedMethod, wantedPath = ''] = /^(?:([A-Z]+) )?(.*)$/.exec(pattern.trim()) ?? []
  if (wantedMethod !== undefined && wantedMethod !== method) return false
  const source = wantedPath
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${source}$`).test(path)
}
