import { type ChildProcess, spawn } from 'node:child_process'
import type { Sandbox } from '../../../electron/sandbox/port.ts'
import { bundleForNode } from '../bundle-for-node.ts'

export type SandboxFacts = Pick<Sandbox, 'apiUrl' | 'ingestUrl' | 'playUrl' | 'apiKey' | 'apiSecret' | 'appUserId' | 'memberId'>

export type AloneProcess = {
  readonly child: ChildProcess
  /** The parsed line on stdout. Rejects where the process ended before. */
  readonly ready: Promise<SandboxFacts>
  readonly exited: Promise<number | NodeJS.Signals | null>
  readonly stdout: () => string
  readonly stderr: () => string
}

let bundle: Promise<string> | undefined
const running = new Set<ChildProcess>()

/** `npm run sandbox` without its bootstrap: the entry as the build makes it, in a process of its own. */
export async function runAlone(args: readonly string[]): Promise<AloneProcess> {
  bundle ??= bundleForNode('electron/sandbox/run-alone.ts')
  const child = spawn(process.execPath, [await bundle, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let stdout = ''
  let stderr = ''
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(child)
      resolve(signal ?? code)
    })
  })
  const ready = new Promise<SandboxFacts>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      if (stdout.includes('\n')) resolve(JSON.parse(stdout.slice(0, stdout.indexOf('\n'))) as SandboxFacts)
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    void exited.then((how) => reject(new Error(`the sandbox ended with ${how}: ${stderr}`)))
  })
  ready.catch(() => {})
  return { child, ready, exited, stdout: () => stdout, stderr: () => stderr }
}

export async function killAllAlone(): Promise<void> {
  await Promise.all([...running].map((child) => new Promise((resolve) => child.once('exit', resolve) && child.kill('SIGKILL'))))
}
