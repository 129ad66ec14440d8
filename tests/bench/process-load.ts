import { type ProcessEntry, usageOf } from '../rig/process-tree.ts'

export type Load = { readonly cores: number; readonly memoryMb: number }

/** Processor and memory use of groups of processes over some seconds. Processes that end meanwhile count until then. */
export async function measureLoad<Group extends string>(
  groups: Readonly<Record<Group, readonly ProcessEntry[]>>,
  seconds: number,
): Promise<Record<Group, Load>> {
  const names = Object.keys(groups) as Group[]
  const sample = () =>
    Promise.all(
      names.map(async (name) => {
        const usages = (await Promise.all(groups[name].map(({ pid }) => usageOf(pid)))).filter((usage) => usage !== null)
        const total = (of: (usage: (typeof usages)[number]) => number) => usages.reduce((sum, usage) => sum + of(usage), 0)
        return { cpuSeconds: total((usage) => usage.cpuSeconds), memoryMb: total((usage) => usage.memoryMb) }
      }),
    )
  const startedMs = performance.now()
  const before = await sample()
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  const after = await sample()
  const elapsed = (performance.now() - startedMs) / 1000
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      { cores: ((after[index]?.cpuSeconds ?? 0) - (before[index]?.cpuSeconds ?? 0)) / elapsed, memoryMb: after[index]?.memoryMb ?? 0 },
    ]),
  ) as Record<Group, Load>
}
