/** What many looks at the page found: each fault once, with where it was seen first and how often. */
export function createFindings() {
  const places = new Map<string, string[]>()
  return {
    add: (where: string, faults: readonly string[]): void => {
      for (const fault of faults) places.set(fault, [...(places.get(fault) ?? []), where])
    },
    all: (): string[] =>
      [...places].map(([fault, [first, ...others]]) => `${fault} [${first}${others.length === 0 ? '' : `, and ${others.length} more`}]`),
  } as const
}
