/** Waits for a state, looking every few milliseconds; fails with its name after the deadline. */
export const until = async (what: string, holds: () => boolean, withinMs = 10_000): Promise<void> => {
  const deadline = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
