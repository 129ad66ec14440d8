/**
 * Ends the process in order when it is asked to, with exit code 0. Further signals change nothing: terminals, npm and service
 * managers send more than one. A start that is still under way is waited for, so that nothing is opened behind our back.
 */
export function endOnSignals(starting: Promise<unknown>, close: () => Promise<void>): void {
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    void starting
      .catch(() => {})
      .then(close)
      .finally(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}
