import type { Page } from '@playwright/test'

/** One task of a page's main thread. Processor time, so that a busy machine is not taken for a slow page. */
export type PageTask = {
  readonly cpuMs: number
  readonly wallMs: number
  /** What it did, the costliest first: `FunctionCall index-….js 12 ms`. */
  readonly did: readonly string[]
}

/** What the main thread of a page did while it was watched. */
export type MainThread = { readonly seconds: number; readonly cpuMs: number; readonly tasks: number; readonly longest: readonly PageTask[] }

/** An event of Chromium's trace; times in microseconds, `tdur` is processor time of the thread. */
export type TraceEvent = {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string; readonly functionName?: string; readonly type?: string } }
}

const categories = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata']
const keptTasks = 5
const worthNamingMs = 1

/** Watches the main thread of a page while `run` runs. One page at a time for a browser; Chromium only. */
export async function watchMainThread(page: Page, run: () => Promise<unknown>): Promise<MainThread> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('the page belongs to no browser')
  await browser.startTracing(page, { categories })
  const fromMs = performance.now()
  await run().catch(async (error) => {
    await browser.stopTracing()
    throw error
  })
  const seconds = (performance.now() - fromMs) / 1000
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] }
  return { seconds, ...readMainThread(traceEvents, new URL(page.url()).origin) }
}

/** Finds the tasks of the page that runs scripts of `origin`. A trace without that page is an error, not an idle page. */
export function readMainThread(events: readonly TraceEvent[], origin: string): Omit<MainThread, 'seconds'> {
  const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf))
  const thread = events.find((event) => mains.has(threadOf(event)) && event.args?.data?.url?.startsWith(origin))
  if (thread === undefined) throw new Error(`no script of ${origin} ran while the page was watched`)
  const spans = events.filter((event) => event.ph === 'X' && threadOf(event) === threadOf(thread))
  const tasks = spans.filter(({ name }) => name === 'RunTask').sort((a, b) => cpuOf(b) - cpuOf(a))
  return {
    cpuMs: tasks.reduce((sum, task) => sum + cpuOf(task), 0) / 1000,
    tasks: tasks.length,
    longest: tasks.slice(0, keptTasks).map((task) => ({ cpuMs: cpuOf(task) / 1000, wallMs: (task.dur ?? 0) / 1000, did: partsOf(task, spans) })),
  }
}

const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
/** A task too short to be measured has no processor time of its own. */
const cpuOf = ({ tdur, dur }: TraceEvent) => tdur ?? dur ?? 0

function partsOf(task: TraceEvent, spans: readonly TraceEvent[]): readonly string[] {
  const endTs = task.ts + (task.dur ?? 0)
  return spans
    .filter((span) => span !== task && span.ts >= task.ts && span.ts + (span.dur ?? 0) <= endTs && cpuOf(span) >= worthNamingMs * 1000)
    .sort((a, b) => cpuOf(b) - cpuOf(a))
    .map(({ name, args, ...span }) => {
      const { type, url, functionName } = args?.data ?? {}
      const where = [type, functionName, url?.split('/').at(-1)].filter(Boolean).join(' ')
      return `${[name, where].filter(Boolean).join(' ')} ${Math.round(cpuOf({ name, ...span }) / 1000)} ms`
    })
}
