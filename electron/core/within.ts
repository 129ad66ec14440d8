import type { Timers } from '../timers.ts'

/** Waits for the task, but no longer than `ms`; a task that takes longer is left to itself. */
export function within(ms: number, timers: Timers, task: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timers.after(ms, resolve)
    const done = () => {
      cancel()
      resolve()
    }
    task.then(done, done)
  })
}
