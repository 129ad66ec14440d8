/** A process whose timer comes later than this stood still: nobody waited meanwhile, and what it waits for may have stood still as well. */
const standstillMs = 200

/**
 * Waits until `probe` gives something other than undefined, null or false, and returns it.
 * Polls, because what it watches (processes, files, a service) cannot call back.
 */
export async function until<T>(
  what: string | (() => string),
  probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  timeoutMs = 10_000,
  everyMs = 50,
): Promise<T> {
  let deadline = performance.now() + timeoutMs
  for (;;) {
    const value = await probe()
    if (value !== undefined && value !== null && value !== false) return value
    const restsFromMs = performance.now()
    if (restsFromMs > deadline) throw new Error(`${typeof what === 'string' ? what : what()}: not within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
    const lateMs = performance.now() - restsFromMs - everyMs
    if (lateMs > standstillMs) deadline += lateMs
  }
}
