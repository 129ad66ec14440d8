/**
 * When the broadcast began, on this computer's wall clock in milliseconds: the service's `liveStartedAt` moved by the
 * measured offset (service clock minus ours). Null when it has not begun or the date cannot be read.
 */
export function liveStartedAtMs(liveStartedAt: string | undefined, clockOffsetMs: number | null): number | null {
  if (liveStartedAt === undefined) return null
  const atServiceMs = Date.parse(liveStartedAt)
  return Number.isNaN(atServiceMs) ? null : atServiceMs - (clockOffsetMs ?? 0)
}
