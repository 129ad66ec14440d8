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
  /** Switches faults on; see `docs/sandbox.md`. */
  readonly setFaults: (faults: Readonly<Record<string, unknown>>) => Promise<void>
  readonly clearFaults: () => Promise<void>
  /** Cuts every connection to the ingest, once. */
  readonly resetIngest: () => Promise<void>
  /** What the ingest saw so far. */
  readonly ingest: () => Promise<IngestCounts>
  readonly stop: () => Promise<number | NodeJS.Signals>
}

export type IngestCounts = {
  readonly publishes: number
  readonly disconnects: number
  readonly bytes: number
  readonly publisher: { readonly sinceMs: number } | null
}

const readyMs = 30_000

export async function startSandboxAlone(dataDir: string): Promise<SandboxAlone> {
  const args = ['--api-port', '0', '--rtmp-port', '0', '--http-port', '0', '--data-dir', dataDir]
  const sandbox = startProcess(process.execPath, [join('out', 'main', 'sandbox.js'), ...args])
  try {
    const [line] = await sandbox.seen(/^\{.*\}$/m, readyMs)
    const facts = JSON.parse(line) as Omit<SandboxAlone, 'process' | 'api' | 'setFaults' | 'clearFaults' | 'resetIngest' | 'ingest' | 'stop'>
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
    return {
      process: sandbox,
      ...facts,
      api,
      setFaults: async (faults) => void (await api('PUT', '/__sandbox/faults', faults)),
      clearFaults: async () => void (await api('DELETE', '/__sandbox/faults')),
      resetIngest: async () => void (await api('PUT', '/__sandbox/faults', { ingestReset: true })),
      ingest: async () => (await api('GET', '/__sandbox/ingest')) as IngestCounts,
      stop: () => sandbox.stop(10_000),
    }
  } catch (error) {
    await sandbox.stop()
    throw error
  }
}
