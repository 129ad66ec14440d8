/**
 * npm passes a signal to its shell alone, and many shells die of it without passing it on: the program would go on without anybody
 * to end it. So a program that npm started ends, in order, when its shell is gone.
 */
export function endWithNpm({ env = process.env, platform = process.platform } = {}) {
  if (platform === 'win32' || env.npm_lifecycle_event === undefined) return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}
