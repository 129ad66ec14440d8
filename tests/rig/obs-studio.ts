import { spawnSync } from 'node:child_process'
import { type ObsTarget, obsSet, writeObsConfig } from './obs-config.ts'
import { startProcess } from './started-process.ts'
import { makeTempDir } from './temp-dir.ts'
import { desktopEnvironment } from './web-host.ts'

/** Why OBS Studio cannot be tried here, or null. */
export const noObs =
  process.platform !== 'linux'
    ? 'OBS Studio is driven on a virtual X display, which is a Linux matter'
    : spawnSync('obs', ['--version'], { stdio: 'ignore', timeout: 10_000 }).error === undefined
      ? null
      : 'OBS Studio is not installed (apt-get install obs-studio)'

/** OBS Studio in a window that nobody sees, streaming. */
export type RunningObs = {
  readonly pid: number
  /** Everything it logged so far. */
  readonly said: () => string
  /** Ctrl-C in its terminal: OBS ends its stream and itself. Gives the exit code, or the signal that it took. */
  readonly stop: () => Promise<number | NodeJS.Signals>
}

const readyMs = 30_000
const display = ['-noreset', '-nolisten', 'tcp', '-displayfd', '1', '-screen', '0', '1024x768x24']

/** A proxy that nobody answers at: OBS looks for news of streaming services at every start. */
const nowhere = { https_proxy: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' }

/** Starts OBS with settings of its own, and waits until it says that it streams. */
export async function startObs(target: ObsTarget): Promise<RunningObs> {
  const home = await makeTempDir('obs')
  await writeObsConfig(home.path, target)
  // Its window has a display of its own, so that it is not in the picture.
  const xServer = startProcess('Xvfb', display)
  const [, number] = await xServer.seen(/^(\d+)\n/m, readyMs)
  const obs = startProcess(
    'obs',
    [
      '--startstreaming',
      '--profile',
      obsSet,
      '--collection',
      obsSet,
      '--multi',
      '--minimize-to-tray',
      '--disable-updater',
      '--disable-missing-files-check',
    ],
    { env: desktopEnvironment(`:${number}`, { HOME: home.path, XDG_CONFIG_HOME: home.path, XDG_RUNTIME_DIR: home.path, ...nowhere }) },
  )
  const stop = async () => {
    obs.child.kill('SIGINT')
    const kill = setTimeout(() => obs.child.kill('SIGKILL'), 30_000)
    const outcome = await obs.exited
    clearTimeout(kill)
    await xServer.stop(2000)
    await home.remove()
    return outcome
  }
  await obs.seen(/Streaming Start/, readyMs).catch(async (error) => {
    await stop()
    throw error
  })
  return { pid: obs.pid, said: () => obs.stdout() + obs.stderr(), stop }
}
