import { type MainThread, watchMainThread } from '../rig/main-thread.ts'
import { type PageMemory, readPageMemory } from '../rig/page-memory.ts'
import { expect, test } from './fixtures.ts'
import { longForm } from './launchers.ts'

// Playwright’s own trace works inside the page, and would be measured with it.
test.use({ trace: 'off' })

const minutes = 10
/** A script that takes longer is felt. */
const longestScriptMs = 50
/** The history of the numbers reaches its full length in the fifth minute. */
const settledMinutes = 5

type Minute = { readonly thread: MainThread; readonly memory: PageMemory }

test(
  'ten minutes on air: no script of the page takes long, and the page does not grow',
  { tag: longForm },
  async ({ startHost, control, page }, testInfo) => {
    test.setTimeout((minutes * 2 + 5) * 60_000)
    const host = await startHost()
    await control.open(host.url)
    await control.seesConnected('rehearsal')
    await control.choosePicture(await control.firstScreen())
    await control.chooseSound('tone')
    await control.startStreaming()
    await control.untilReady()
    await control.goLive()
    await control.openTab('health')
    await control.untilCounterShows('returnFeed')
    const core = await control.listenIn()
    const session = await page.context().newCDPSession(page)
    const seen: Minute[] = []
    while (seen.length < minutes) {
      const fromMs = Date.now()
      const thread = await watchMainThread(page, () => core.waitFor('telemetry', ({ atMs }) => atMs - fromMs > 60_000, 70_000))
      const minute = { thread, memory: await readPageMemory(session) }
      seen.push(minute)
      testInfo.annotations.push({ type: `minute ${seen.length}`, description: lineOf(minute) })
    }
    await control.untilOnAir()
    await control.endLive()

    // A slow script comes again and again. One alone is a hiccup of the machine: on a virtual one, empty tasks took 140 ms.
    const slow = seen.flatMap(({ thread }) => thread.longest).filter(({ ownMs }) => ownMs > longestScriptMs)
    expect(slow.slice(1)).toEqual([])
    // The least of now against the most of then: garbage that was not collected yet is no growth.
    const once = memoryOf(seen.slice(1, settledMinutes), Math.max)
    const now = memoryOf(seen.slice(-3), Math.min)
    expect(now.heapMb - once.heapMb, 'MB of heap').toBeLessThan(1)
    expect(now.nodes - once.nodes, 'nodes').toBeLessThan(50)
    expect(now.listeners - once.listeners, 'listeners').toBeLessThan(20)
  },
)

const memoryOf = (some: readonly Minute[], choose: (...values: number[]) => number): PageMemory => ({
  heapMb: choose(...some.map(({ memory }) => memory.heapMb)),
  nodes: choose(...some.map(({ memory }) => memory.nodes)),
  listeners: choose(...some.map(({ memory }) => memory.listeners)),
})

function lineOf({ thread, memory }: Minute): string {
  const [longest] = thread.longest
  const share = `${((thread.cpuMs / thread.seconds / 1000) * 100).toFixed(1)} % of a core`
  const task = `longest script ${longest?.ownMs.toFixed(1)} ms (${longest?.did.slice(0, 3).join(', ')})`
  return `${share}, ${task}, ${memory.heapMb.toFixed(1)} MB, ${memory.nodes} nodes, ${memory.listeners} listeners`
}
