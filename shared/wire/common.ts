import { z } from 'zod'

/** An id as FlipFlop Cloud writes it: a 64-bit integer, in events also a decimal string. Inside the program a string. */
export const wireId = <T extends string>() => z.union([z.number().int(), z.bigint(), z.string().min(1)]).transform((id) => String(id) as T)

/** A field that documents mark with `?`: it may be null or absent and reads as undefined. */
export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined)

/** A known value of an enumeration, or `{unknown}` with the spelling that the service used. */
export const tolerantEnum = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .transform((value): T[number] | { readonly unknown: string } =>
      (values as readonly string[]).includes(value) ? (value as T[number]) : { unknown: value },
    )

/** ISO 8601 UTC instant. */
export const wireDate = z.string().min(1)

export const errorBody = z.object({ errorCode: z.string(), errorMessage: optional(z.string()) })

/** A page of results; some answers lack `pageable` and `sort`, so neither is read. `number` counts from 0. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    content: z.array(item),
    totalPages: z.number().int().default(1),
    totalElements: z.number().int().default(0),
    number: z.number().int().default(0),
    last: z.boolean().default(true),
  })

export const playUrls = {
  playUrl: optional(z.string()),
  cmafHlsPlayUrl: optional(z.string()),
  cmafDashPlayUrl: optional(z.string()),
  rtmpPlayUrl: optional(z.string()),
  httpFlvPlayUrl: optional(z.string()),
}
