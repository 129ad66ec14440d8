import { type ChildProcess, spawn as nodeSpawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { Logger } from '../logging/port.ts'
import { collectLines } from './collect-lines.ts'
import type { ProcessKeeper } from './port.ts'
import { scrubEnvironment } from './scrub-environment.ts'

/** How a child ended. `not-started`: the system refused to run it (`ENOENT`, `EACCES`…). */
export type ProcessExit =
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly kind: 'not-started'; readonly errorCode: string }

/** One way of ending a child and how long it may take before the next one is tried. `act` may write to stdin, close it, or whatever ends that child politely. */
export type StopStep = { readonly act: NodeJS.Signals | 'end-stdin' | (() => void); readonly withinMs: number }

export type OwnedProcess = {
  /** Null when it could not be started (then `exited` says why). */
  readonly pid: number | null
  readonly stdin: Writable | null
  readonly stdout: Readable | null
  /** Pipe number `fd` of the child (3 and up), readable or writable as ffmpeg uses it. */
  readonly pipe: (fd: number) => (Readable & Writable) | null
  /** Resolves once, after the child ended and the end of its stderr was read; never rejects. */
  readonly exited: Promise<ProcessExit>
  /** The newest lines of stderr, redacted. */
  readonly stderrTail: () => string
  /** Tries the steps in order until the child has ended; a SIGKILL always closes the list. Safe to repeat: later calls wait for the first. */
  readonly stop: (steps?: readonly StopStep[]) => Promise<ProcessExit>
}

export type SpawnOwnedOptions = {
  /** What it is, for the log and the register of children: `encoder`, `sender`, `sandbox`… Never a secret. */
  readonly what: string
  readonly command: string
  readonly args: readonly string[]
  /** As Node's `stdio`; stderr (2) is always collected here. Default: three pipes. */
  readonly stdio?: readonly ('pipe' | 'ignore' | number)[]
  readonly cwd?: string
  /** Added to the scrubbed environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly keeper: ProcessKeeper
  readonly logger: Logger
  /** Sees every redacted line of stderr as it comes. */
  readonly onStderrLine?: (line: string) => void
  /** Ended by this signal with the default steps. */
  readonly signal?: AbortSignal
  readonly spawn?: typeof nodeSpawn
}

const politeSteps: readonly StopStep[] = [{ act: 'SIGTERM', withinMs: 1500 }]
const killDeadlineMs = 1000
/** After the child's end its stderr may still hold lines; a grandchild that keeps the pipe open must not make us wait. */
const stderrGraceMs = 200

/**
 * Starts a child that has an owner: it dies with us, its environment is scrubbed of what could spill secrets,
 * it is not part of our process group (a Ctrl-C in the terminal reaches us alone, so that we can end it in order),
 * and it can be stopped within a known time.
 */
export const spawnOwned = (options: SpawnOwnedOptions): OwnedProcess => {
  const { what, keeper, logger } = options
  const child = startChild(options)
  if (!('stdio' in child)) return neverStarted(child.errorCode)
  if (child.pid !== undefined) child.once('exit', keeper.adopt(child.pid, what))
  const tail = collectLines({ redact: logger.redact, onLine: (line) => options.onStderrLine?.(line) })
  child.stderr?.on('data', (chunk: Buffer) => tail.take(chunk))
  for (const stream of child.stdio) stream?.on('error', () => {}) // a broken pipe shows as the child's end

  const exited = endOf(child).then((exit) => {
    options.signal?.removeEventListener('abort', abort)
    tail.flush()
    logger.debug(`${what} ended`, { ...exit, pid: child.pid })
    return exit
  })
  logger.debug(`${what} started`, { pid: child.pid })

  let stopping: Promise<ProcessExit> | null = null
  const stop = (steps: readonly StopStep[] = politeSteps): Promise<ProcessExit> => {
    stopping ??= stopChild(child, exited, [...steps, { act: 'SIGKILL', withinMs: killDeadlineMs }])
    return stopping
  }
  const abort = () => void stop()
  options.signal?.addEventListener('abort', abort, { once: true })
  if (options.signal?.aborted) abort()

  return {
    pid: child.pid ?? null,
    stdin: child.stdin,
    stdout: child.stdout,
    pipe: (fd) => (child.stdio[fd] ?? null) as (Readable & Writable) | null,
    exited,
    stderrTail: tail.text,
    stop,
  }
}

const startChild = (options: SpawnOwnedOptions): ChildProcess | { readonly errorCode: string } => {
  const stdio = [...(options.stdio ?? ['pipe', 'pipe', 'pipe'])]
  stdio[2] = 'pipe'
  try {
    return (options.spawn ?? nodeSpawn)(options.command, [...options.args], {
      stdio,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...scrubEnvironment(process.env), ...options.env },
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
  } catch (error) {
    return { errorCode: (error as NodeJS.ErrnoException).code ?? String(error) }
  }
}

const neverStarted = (errorCode: string): OwnedProcess => {
  const exited = Promise.resolve<ProcessExit>({ kind: 'not-started', errorCode })
  return { pid: null, stdin: null, stdout: null, pipe: () => null, exited, stderrTail: () => '', stop: () => exited }
}

const endOf = (child: ChildProcess): Promise<ProcessExit> =>
  new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      // also emitted when a signal cannot be sent; then the child is still there
      if (child.pid === undefined) resolve({ kind: 'not-started', errorCode: error.code ?? error.message })
    })
    child.once('exit', (code, signal) => {
      const done = () => resolve({ kind: 'exited', code, signal })
      const grace = setTimeout(done, stderrGraceMs)
      const stderr = child.stderr
      if (stderr === null || stderr.closed) {
        clearTimeout(grace)
        done()
      } else {
        stderr.once('close', () => {
          clearTimeout(grace)
          done()
        })
      }
    })
  })

const stopChild = async (child: ChildProcess, exited: Promise<ProcessExit>, steps: readonly StopStep[]): Promise<ProcessExit> => {
  for (const step of steps) {
    if (typeof step.act === 'function') step.act()
    else if (step.act === 'end-stdin') child.stdin?.end()
    else child.kill(step.act)
    const exit = await within(exited, step.withinMs)
    if (exit !== null) return exit
  }
  // the system does not let go of it (uninterruptible wait); the keeper still knows it
  return { kind: 'exited', code: child.exitCode, signal: child.signalCode }
}

const within = <T>(promise: Promise<T>, ms: number): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
