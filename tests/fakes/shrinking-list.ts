import * as fc from 'fast-check'

/** How far the search for a shorter list has come. */
type Search<T> = {
  readonly items: readonly fc.Value<T>[]
  /** So many neighbours are left out at once; 0: the list is as short as it gets, its items are made simpler. */
  readonly size: number
  /** The next to be left out end here; for simpler items: the next one to look at. */
  readonly at: number
  /** Something was left out since the search was at the end of the list. */
  readonly shortened: boolean
}

/**
 * Lists of exactly `length` random items, none of them favoured for being extreme. A list that fails is shrunk by leaving out
 * neighbours, halves of it first and single items last, until each that is left is needed; then the items become simpler.
 * fast-check's own array cuts its beginning off first, which is where a broadcast begins.
 * @param join what the first of two becomes when the second is left out and only its traces stay; `item` has to be able to shrink it
 */
export const shrinkingList = <T>(item: fc.Arbitrary<T>, length: number, join: (first: T, second: T) => T): fc.Arbitrary<readonly T[]> =>
  new ShrinkingList(item, length, join)

class ShrinkingList<T> extends fc.Arbitrary<readonly T[]> {
  private readonly item: fc.Arbitrary<T>
  private readonly length: number
  private readonly join: (first: T, second: T) => T

  constructor(item: fc.Arbitrary<T>, length: number, join: (first: T, second: T) => T) {
    super()
    this.item = item
    this.length = length
    this.join = join
  }

  override generate(random: fc.Random): fc.Value<readonly T[]> {
    const items = Array.from({ length: this.length }, () => this.item.generate(random, undefined))
    return list({ items, size: Math.ceil(items.length / 2), at: items.length, shortened: false })
  }

  override canShrinkWithoutContext(_value: unknown): _value is readonly T[] {
    return false
  }

  override shrink(_value: readonly T[], context: unknown): fc.Stream<fc.Value<readonly T[]>> {
    return fc.stream(this.smaller(context as Search<T>))
  }

  private *smaller({ items, size, at, shortened }: Search<T>): IterableIterator<fc.Value<readonly T[]>> {
    if (size === 0) {
      yield* this.simpler(items, at)
      return
    }
    for (let end = at; end > 0; end -= size) {
      const start = Math.max(0, end - size)
      yield list({ items: [...items.slice(0, start), ...items.slice(end)], size, at: start, shortened: true })
      if (size === 1) yield* this.joined(items, start)
    }
    // Single items are gone through until none can be left out any more.
    if (size === 1 && !shortened) yield* this.simpler(items, 0)
    else yield* this.smaller({ items, size: Math.ceil(size / 2), at: items.length, shortened: false })
  }

  private *joined(items: readonly fc.Value<T>[], at: number): IterableIterator<fc.Value<readonly T[]>> {
    const [first, second] = [items[at - 1], items[at]]
    if (first === undefined || second === undefined) return
    const joined = new fc.Value(this.join(first.value, second.value), undefined)
    yield list({ items: [...items.slice(0, at - 1), joined, ...items.slice(at + 1)], size: 1, at, shortened: true })
  }

  private *simpler(items: readonly fc.Value<T>[], from: number): IterableIterator<fc.Value<readonly T[]>> {
    for (const [index, item] of items.entries()) {
      if (index < from) continue
      for (const less of this.item.shrink(item.value, item.context))
        yield list({ items: items.with(index, less), size: 0, at: index, shortened: false })
    }
  }
}

const list = <T>(search: Search<T>): fc.Value<readonly T[]> =>
  new fc.Value<readonly T[]>(
    search.items.map(({ value }) => value),
    search,
  )
