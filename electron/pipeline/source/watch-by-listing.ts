import type { Timers } from '../../timers.ts'

const everyMs = 5000

/** Calls back when two lists in a row differ. Each is asked for 5 s after the one before has come, so that none overlap. */
export const watchByListing = (list: () => Promise<unknown>, timers: Timers, onChange: () => void): Disposable => {
  let disposed = false
  let cancel = () => {}
  let before: string | null = null

  const look = async () => {
    const now = await list().then(JSON.stringify, () => before)
    if (disposed) return
    if (before !== null && now !== before) onChange()
    before = now
    cancel = timers.after(everyMs, () => void look())
  }

  void look()
  return {
    [Symbol.dispose]: () => {
      disposed = true
      cancel()
    },
  }
}
