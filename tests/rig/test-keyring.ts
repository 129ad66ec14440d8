import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBus } from '../../electron/credentials/secret-service/open-bus.ts'
import { processesMarked } from './process-tree.ts'
import { type StartedProcess, startProcess } from './started-process.ts'
import { until } from './until.ts'

const has = (command: string) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined

/** Why no keyring can be tried here, or null. */
export const noKeyring =
  process.platform !== 'linux'
    ? 'a Secret Service is a Linux matter'
    : has('dbus-daemon') && has('gnome-keyring-daemon')
      ? null
      : 'gnome-keyring is missing'

/** A session bus with a real gnome-keyring in a home folder of its own. */
export type TestKeyring = {
  /** For a program that is to see this bus and this keyring, and no display unless one was given. */
  readonly env: NodeJS.ProcessEnv
  /** Locks it the way a new login does: the daemon starts again without the password. */
  readonly lock: () => Promise<void>
  readonly stop: () => Promise<void>
}

const daemon = 'gnome-keyring-daemon'
const markName = 'TALLY_TEST_KEYRING'
const readyMs = 15_000

/** Starts bus and keyring, unlocked by a password. */
export async function startTestKeyring({ display }: { readonly display?: string } = {}): Promise<TestKeyring> {
  const home = await mkdtemp(join(tmpdir(), 'tally-keyring-'))
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, XDG_RUNTIME_DIR: _runtime, XDG_DATA_HOME: _data, ...rest } = process.env
  const bare = { ...rest, HOME: home, XDG_RUNTIME_DIR: home, [markName]: home, ...(display === undefined ? {} : { DISPLAY: display }) }
  const bus = startProcess('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], { env: bare })
  const [, address = ''] = await bus.seen(/^(unix:\S+)$/m, readyMs)
  const env = { ...bare, DBUS_SESSION_BUS_ADDRESS: address }
  const startDaemon = async (args: readonly string[], password: string): Promise<StartedProcess> => {
    const started = startProcess(daemon, ['--foreground', '--components=secrets', ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
    started.child.stdin?.end(password)
    await until('the keyring is on the bus', () => isOnBus(address), readyMs, 20)
    return started
  }
  let running = await startDaemon(['--unlock'], 'password')
  return {
    env,
    lock: async () => {
      await running.stop()
      await until('the keyring left the bus', async () => !(await isOnBus(address)), readyMs, 20)
      running = await startDaemon([], '')
    },
    stop: async () => {
      await running.stop()
      await bus.stop()
      // What the bus started by itself (a prompter) has another parent; it carries our mark.
      for (const { pid } of await processesMarked(markName, home)) endIfThere(pid)
      await until('nothing of the keyring is left', async () => (await processesMarked(markName, home)).length === 0, readyMs)
      await rm(home, { recursive: true, force: true })
    },
  }
}

function endIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function isOnBus(address: string): Promise<boolean> {
  const path = /path=([^,]+)/.exec(address)?.[1]
  if (path === undefined) throw new Error(`the bus is no socket: ${address}`)
  const bus = await openBus(path, process.getuid?.() ?? 0, AbortSignal.timeout(readyMs))
  const name = 'org.freedesktop.DBus'
  const [owned] = await bus.call({ destination: name, path: '/', interface: name, member: 'NameHasOwner', args: ['org.freedesktop.secrets'] })
  bus[Symbol.dispose]()
  return owned === true
}
