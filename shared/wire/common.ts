import { z } from 'zod'

/** An id as FlipFlop Cloud writes it: a 64-bit integer, in events also a decimal string. Inside the program a string. */
export const wireId = <T extends string>() => z.union([z.number().int(), z.bigint(), z.string().min(1)]).transform((id) => String(id) as T)

/**
 * A field that documents mark with `?`: null and absent read as undefined, and so does what cannot be read. Nothing that
 * the program cannot do without is read with it.
 */
export const optional = <T extends z.ZodType>(schema: T) =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined)

/** A known value of an enumeration (`aliases` are other spellings of one), or `{unknown}` with the spelling that the service used. */
export const tolerantEnum = <const T extends readonly [string, ...string[]]>(values: T, aliases: Readonly<Record<string, T[number]>> = {}) =>
  z.string().transform((spelled): T[number] | { readonly unknown: string } => {
    const value = Object.hasOwn(aliases, spelled) ? aliases[spelled] : values.find((known) => known === spelled)
    return value ?? { unknown: spelled }
  })

/** Seconds and milliseconds since 1970 are told apart by their size: this many milliseconds were over in 1973. */
const smallestMilliseconds = 1e11

/** An instant: ISO 8601 as documented (without a zone: UTC), or a number since 1970. Inside the program always ISO 8601 UTC with milliseconds. */
export const wireDate = z.union([z.string().min(1), z.number()]).transform((value, context) => {
  const ms =
    typeof value === 'number'
      ? value * (Math.abs(value) < smallestMilliseconds ? 1000 : 1)
      : Date.parse(/T[\d:.,]+$/.test(value) ? `${value.replace(',', '.')}Z` : value)
  if (Number.isFinite(ms) && Math.abs(ms) <= 8.64e15) return new Date(ms).toISOString()
  context.addIssue({ code: 'custom', message: 'not an instant' })
  return z.NEVER
})

/** A count or a size; large ones may arrive as text. */
export const wireCount = z
  .union([z.number(), z.string().regex(/^\d{1,18}$/)])
  .transform(Number)
  .refine(Number.isFinite)

/** Text, or what the service writes as a number or a truth. */
const wireText = z.union([z.string(), z.number(), z.boolean()]).transform(String)

/** Names and values that an app keeps with its own things; what is no text is left out. */
export const customData = z.record(z.string(), z.unknown()).transform(
  (data): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(data).flatMap(([name, value]) => {
        const text = wireText.safeParse(value)
        return text.success ? [[name, text.data]] : []
      }),
    ),
)

/** Counters by their names; what is no number is left out. */
export const wireStats = z
  .record(z.string(), z.unknown())
  .transform(
    (stats): Readonly<Record<string, number>> =>
      Object.fromEntries(Object.entries(stats).filter((entry): entry is [string, number] => typeof entry[1] === 'number')),
  )

/** The items of a list that can be read. */
export const readableItems = <T extends z.ZodType>(item: T) =>
  z.array(z.unknown()).transform((items): z.output<T>[] =>
    items.flatMap((value) => {
      const read = item.safeParse(value)
      return read.success ? [read.data] : []
    }),
  )

export const errorBody = z.object({ errorCode: z.string(), errorMessage: optional(wireText) })

/**
 * A page of results. Some answers lack `pageable` and `sort`; `number` (from 0) is looked for in `pageable` where it is missing.
 * Items are read one by one, so that one which cannot be read does not lose the others.
 */
export const wirePage = z
  .object({
    content: z.array(z.unknown()),
    totalPages: optional(wireCount),
    totalElements: optional(wireCount),
    number: optional(wireCount),
    last: optional(z.boolean()),
    pageable: optional(z.object({ pageNumber: optional(wireCount) })),
  })
  .transform(({ pageable, number, ...page }) => ({ ...page, number: number ?? pageable?.pageNumber }))

export const playUrls = {
  playUrl: optional(z.string()),
  cmafHlsPlayUrl: optional(z.string()),
  cmafDashPlayUrl: optional(z.string()),
  rtmpPlayUrl: optional(z.string()),
  httpFlvPlayUrl: optional(z.string()),
}
