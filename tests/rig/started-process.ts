import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process that a test started, and that it ends again. */
export type StartedProcess = {
  readonly pid: number
  readonly child: ChildProcess
  /** Everything it printed so far. */
  readonly stdout: () => string
  readonly stderr: () => string
  /** Waits for text on stdout or stderr; fails with all that was printed when it ends or the time is over. */
  readonly seen: (pattern: RegExp, timeoutMs: number) => Promise<RegExpMatchArray>
  /** Exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>
  /** SIGTERM, then SIGKILL when it does not end in time. */
  readonly stop: (timeoutMs?: number) => Promise<number | NodeJS.Signals>
  /** SIGKILL, at once. */
  readonly kill: () => Promise<void>
}

export function startProcess(command: string, args: readonly string[], options: SpawnOptions = {}): StartedProcess {
  return followProcess(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options }), `${command} ${args.join(' ')}`)
}

/** The same for a process that somebody else started for the test. `named`: what a failure calls it. */
export function followProcess(child: ChildProcess, named: string): StartedProcess {
  // A test that runs out of time ends with its worker; what it started ends then too.
  const leaveNothing = () => child.kill('SIGKILL')
  process.once('exit', leaveNothing)
  const text = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk
      tell()
    })
  }
  let outcome: number | NodeJS.Signals | Error | undefined
  const exited = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('error', (error) => {
      process.removeListener('exit', leaveNothing)
      outcome = error
      tell()
      resolve(-1)
    })
    child.once('close', (code, signal) => {
      process.removeListener('exit', leaveNothing)
      outcome ??= code ?? signal ?? -1
      tell()
      resolve(code ?? signal ?? -1)
    })
  })

  const seen = (pattern: RegExp, timeoutMs: number) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer)
        listeners.delete(look)
      }
      const fail = (why: string) => {
        finish()
        reject(new Error(`${named}: ${why}, no ${pattern}\nstdout: ${text.stdout}\nstderr: ${text.stderr}`))
      }
      const look = () => {
        const match = text.stdout.match(pattern) ?? text.stderr.match(pattern)
        if (match) {
          finish()
          resolve(match)
        } else if (outcome !== undefined) fail(`ended (${outcome})`)
      }
      const timer = setTimeout(() => fail(`nothing within ${timeoutMs} ms`), timeoutMs)
      listeners.add(look)
      look()
    })

  const stop = async (timeoutMs = 8000) => {
    if (outcome !== undefined) return exited
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    const result = await exited
    clearTimeout(timer)
    return result
  }

  const kill = async () => {
    if (outcome !== undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  return { pid: child.pid ?? -1, child, stdout: () => text.stdout, stderr: () => text.stderr, seen, exited, stop, kill }
}
