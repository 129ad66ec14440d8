import { scrubEnvironment } from '../../processes/scrub-environment.ts'
import { spawnOwned } from '../../processes/spawn-owned.ts'
import type { Timers } from '../../timers.ts'
import { isDeviceEvent } from './parse-pactl.ts'
import { only, type QueryDeps } from './run-query.ts'

/** Who listens for that long has reached a sound server. */
const reachedAfterMs = 1000
const firstRetryMs = 2000
const longestRetryMs = 60_000

/**
 * PulseAudio, or PipeWire in its place: calls back when a source or an output comes or goes, or another one is the default. One `pactl subscribe` listens
 * all the time; it is started again when the sound server was. Nothing happens where there is no pactl.
 */
export const watchSoundServer = (deps: QueryDeps & { readonly timers: Timers }, onChange: () => void): AsyncDisposable => {
  let disposed = false
  let ends = 0
  let cancelWait = () => {}
  let stop = async () => {}

  const listen = () => {
    const child = spawnOwned({
      what: 'sound watch',
      command: 'pactl',
      args: ['subscribe'],
      stdio: ['ignore', 'pipe', 'pipe'],
      env: only(scrubEnvironment({ ...deps.env, LC_ALL: 'C' })),
      keeper: deps.keeper,
      logger: deps.logger,
    })
    stop = async () => void (await child.stop())
    let rest = ''
    let reached = false
    const hasReached = () => {
      if (reached) return
      reached = true
      cancelWait()
      // what came while nobody listened was not heard
      if (ends > 0) onChange()
      ends = 0
    }
    cancelWait = deps.timers.after(reachedAfterMs, hasReached)
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      if (disposed) return
      hasReached()
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      if (lines.some(isDeviceEvent)) onChange()
    })
    void child.exited.then((exit) => {
      cancelWait()
      if (disposed || exit.kind === 'not-started') return
      if (reached) onChange() // the server went, and all its devices with it
      ends += 1
      cancelWait = deps.timers.after(Math.min(longestRetryMs, firstRetryMs * 2 ** (ends - 1)), listen)
    })
  }

  listen()
  return {
    [Symbol.asyncDispose]: async () => {
      disposed = true
      cancelWait()
      await stop()
    },
  }
}
