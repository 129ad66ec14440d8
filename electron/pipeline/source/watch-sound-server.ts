import { scrubEnvironment } from '../../processes/scrub-environment.ts'
import { spawnOwned } from '../../processes/spawn-owned.ts'
import type { Timers } from '../../timers.ts'
import { isDeviceEvent } from './parse-pactl.ts'
import { only, type QueryDeps } from './run-query.ts'

const retryMs = 5000
/** After so many ends in a row without a word there is no sound server to listen to. */
const mostSilentEnds = 5

/**
 * PulseAudio, or PipeWire in its place: calls back when a source or an output comes or goes, or another one is the default. One `pactl subscribe` listens
 * all the time; it is started again when the sound server was. Nothing happens where there is no pactl.
 */
export const watchSoundServer = (deps: QueryDeps & { readonly timers: Timers }, onChange: () => void): AsyncDisposable => {
  let disposed = false
  let silentEnds = 0
  let cancelRetry = () => {}
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
    let heard = false
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      heard = true
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      if (lines.some(isDeviceEvent)) onChange()
    })
    void child.exited.then((exit) => {
      if (disposed || exit.kind === 'not-started') return
      silentEnds = heard ? 0 : silentEnds + 1
      if (heard) onChange() // the server went, and all its devices with it
      if (silentEnds < mostSilentEnds) cancelRetry = deps.timers.after(retryMs, again)
    })
  }
  /** What came and went in between was not heard. */
  const again = () => {
    listen()
    onChange()
  }

  listen()
  return {
    [Symbol.asyncDispose]: async () => {
      disposed = true
      cancelRetry()
      await stop()
    },
  }
}
