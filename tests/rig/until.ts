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
    // While this process stood still, nobody waited.
    deadline += Math.max(0, performance.now() - restsFromMs - 2 * everyMs)
  }
}
