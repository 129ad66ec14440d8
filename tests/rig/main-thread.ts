import type { Page } from '@playwright/test'

/** One task of a page's main thread. */
export type PageTask = {
  /**
   * What the page's own scripts took of it, with the layout that they asked for. Processor time, so that a busy machine is not taken
   * for a slow page; never more than the time that passed, because a virtual machine's clocks do not always agree.
   */
  readonly ownMs: number
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

/** Reads a trace of the page that runs scripts of `origin`; `longest` are the tasks in which they took longest. A trace without that page is an error, not an idle page. */
export function readMainThread(events: readonly TraceEvent[], origin: string): Omit<MainThread, 'seconds'> {
  const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf))
  const thread = events.find((event) => mains.has(threadOf(event)) && event.args?.data?.url?.startsWith(origin))
  if (thread === undefined) throw new Error(`no script of ${origin} ran while the page was watched`)
  const spans = events.filter((event) => event.ph === 'X' && threadOf(event) === threadOf(thread)).sort((a, b) => a.ts - b.ts)
  const tasks = spans.filter(({ name }) => name === 'RunTask')
  const own = ownTimes(tasks, spans, origin)
  const longest = tasks.toSorted((a, b) => (own.get(b) ?? 0) - (own.get(a) ?? 0)).slice(0, keptTasks)
  return {
    cpuMs: tasks.reduce((sum, task) => sum + costOf(task), 0) / 1000,
    tasks: tasks.length,
    longest: longest.map((task) => ({
      ownMs: (own.get(task) ?? 0) / 1000,
      cpuMs: (task.tdur ?? 0) / 1000,
      wallMs: (task.dur ?? 0) / 1000,
      did: partsOf(task, spans),
    })),
  }
}

/** What scripts of `origin` took of each task, in microseconds; both lists are in the order of time. */
function ownTimes(tasks: readonly TraceEvent[], spans: readonly TraceEvent[], origin: string): ReadonlyMap<TraceEvent, number> {
  const times = new Map<TraceEvent, number>()
  let index = 0
  let countedUntilTs = 0
  for (const span of spans) {
    if (!isOwnScript(span, origin) || span.ts < countedUntilTs) continue
    countedUntilTs = endOf(span)
    while (index < tasks.length && endOf(tasks[index] ?? span) <= span.ts) index += 1
    const task = tasks[index]
    if (task !== undefined) times.set(task, (times.get(task) ?? 0) + costOf(span))
  }
  return times
}

/** Microtasks carry no address; what they run was put there by a script of the page. */
const isOwnScript = ({ name, args }: TraceEvent, origin: string) =>
  name === 'RunMicrotasks' || ((name === 'FunctionCall' || name === 'EvaluateScript') && args?.data?.url?.startsWith(origin) === true)

const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
const endOf = ({ ts, dur }: TraceEvent) => ts + (dur ?? 0)
/** A span too short for the thread's clock carries no processor time. */
const costOf = ({ tdur, dur }: TraceEvent) => Math.min(tdur ?? dur ?? 0, dur ?? 0)

function partsOf(task: TraceEvent, spans: readonly TraceEvent[]): readonly string[] {
  return spans
    .filter((span) => span !== task && span.ts >= task.ts && endOf(span) <= endOf(task) && costOf(span) >= worthNamingMs * 1000)
    .sort((a, b) => costOf(b) - costOf(a))
    .map(({ name, args, ...span }) => {
      const { type, url, functionName } = args?.data ?? {}
      const where = [type, functionName, url?.split('/').at(-1)].filter(Boolean).join(' ')
      return `${[name, where].filter(Boolean).join(' ')} ${Math.round(costOf({ name, ...span }) / 1000)} ms`
    })
}
