import { join } from 'node:path'
import { type StartedProcess, startProcess } from './started-process.ts'

/** A local FlipFlop Cloud in a process of its own, as `npm run sandbox` runs it. */
export type SandboxAlone = {
  readonly process: StartedProcess
  readonly apiUrl: string
  readonly ingestUrl: string
  readonly playUrl: string
  readonly apiKey: string
  readonly apiSecret: string
  readonly appUserId: string
  readonly memberId: string
  /** One call of its API with the app's credentials; fails on any answer that is not 2xx. */
  readonly api: (method: string, path: string, body?: unknown) => Promise<unknown>
  readonly stop: () => Promise<number | NodeJS.Signals>
}

const readyMs = 30_000

export async function startSandboxAlone(dataDir: string): Promise<SandboxAlone> {
  const args = ['--api-port', '0', '--rtmp-port', '0', '--http-port', '0', '--data-dir', dataDir]
  const sandbox = startProcess(process.execPath, [join('out', 'main', 'sandbox.js'), ...args])
  try {
    const [line] = await sandbox.seen(/^\{.*\}$/m, readyMs)
    const facts = JSON.parse(line) as Omit<SandboxAlone, 'process' | 'api' | 'stop'>
    const authorization = `Basic ${Buffer.from(`${facts.apiKey}:${facts.apiSecret}`).toString('base64')}`
    const api = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${facts.apiUrl}${path}`, {
        method,
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return text === '' ? null : (JSON.parse(text) as unknown)
    }
    return { process: sandbox, ...facts, api, stop: () => sandbox.stop(10_000) }
  } catch (error) {
    await sandbox.stop()
    throw error
  }
}
