import { z } from 'zod'

/** What can be made to go wrong, from outside. `docs/sandbox.md` explains each to testers. */
const faultsSchema = z.strictObject({
  /** One shot: resets the TCP connection of whoever publishes now. Reads false again at once. */
  ingestReset: z.boolean(),
  /** New RTMP connections are closed with a reset. */
  ingestRefuse: z.boolean(),
  /** New RTMP connections are accepted and never answered. */
  ingestSilent: z.boolean(),
  /** Nothing is read from publishers until it is cleared. */
  ingestStall: z.boolean(),
  /** Every answer of the API waits so long. */
  apiDelayMs: z.number().int().min(0).max(600_000),
  /** By route pattern (`GET /v2/apps/me/stream-keys/*`, the method may be left out): the answer instead of the real one. */
  apiStatus: z.record(z.string(), z.object({ status: z.number().int().min(200).max(599), body: z.unknown().optional() })),
  /** So long after the stream is converted until that is said. */
  convertDelayMs: z.number().int().min(0).max(600_000),
  /** So long after the end until archiving begins. */
  archiveDelayMs: z.number().int().min(0).max(600_000),
  /** Archiving fails. */
  archiveFail: z.boolean(),
})

export type Faults = z.output<typeof faultsSchema>

export const noFaults: Faults = {
  ingestReset: false,
  ingestRefuse: false,
  ingestSilent: false,
  ingestStall: false,
  apiDelayMs: 0,
  apiStatus: {},
  convertDelayMs: 0,
  archiveDelayMs: 0,
  archiveFail: false,
}

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
    faults = { ...next, ingestReset: false }
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

/** The answer that a fault puts in the place of the real one. */
export function faultyAnswer(faults: Faults, method: string, path: string): Faults['apiStatus'][string] | undefined {
  for (const [pattern, answer] of Object.entries(faults.apiStatus)) if (matchesRoute(pattern, method, path)) return answer
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
