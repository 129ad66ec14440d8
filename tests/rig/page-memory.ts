import type { CDPSession } from '@playwright/test'

/** What a page holds on to after everything that can go has gone. */
export type PageMemory = { readonly heapMb: number; readonly nodes: number; readonly listeners: number }

/** Collects the garbage of a page, then counts. Chromium only; `session` belongs to the page. */
export async function readPageMemory(session: CDPSession): Promise<PageMemory> {
  // Twice: what finalizers let go of in the first round goes in the second.
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  return { heapMb: usedSize / 2 ** 20, nodes, listeners: jsEventListeners }
}
