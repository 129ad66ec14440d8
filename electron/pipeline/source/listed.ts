/** Something that can be captured, as it is chosen from a list. Sizes are in pixels, where they are known without opening it. */
export type Listed<Input> = {
  /** Stays the same over restarts and replugging, as far as the system allows. */
  readonly id: string
  readonly label: string
  readonly width?: number
  readonly height?: number
  readonly input: Input
}

/** Two of one name get numbers from 1 on, in the order in which they came; two of one id do, too, but for the first. */
export const numberEqual = <Input>(list: readonly Listed<Input>[]): readonly Listed<Input>[] => {
  const labels = new Map<string, number>()
  const ids = new Map<string, number>()
  const next = (seen: Map<string, number>, key: string): number => {
    const number = (seen.get(key) ?? 0) + 1
    seen.set(key, number)
    return number
  }
  const isAlone = (label: string) => list.filter((other) => other.label === label).length === 1
  return list.map((entry) => {
    const sameId = next(ids, entry.id)
    return {
      ...entry,
      id: sameId === 1 ? entry.id : `${entry.id}#${sameId}`,
      label: isAlone(entry.label) ? entry.label : `${entry.label} (${next(labels, entry.label)})`,
    }
  })
}
