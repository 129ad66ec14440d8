import { z } from 'zod'
import { type Settings, settingsFields, settingsSchema } from './port.ts'

export const settingsVersion = settingsFields.shape.version.value

export const defaultSettings: Settings = settingsSchema.parse({ version: settingsVersion })

/** What the text of a settings file turned out to be. */
export type ParsedSettings =
  | { readonly kind: 'good'; readonly settings: Settings }
  /** Written by a newer Tally: what we understand of it, to be read and left alone. */
  | { readonly kind: 'newer'; readonly version: number; readonly settings: Settings }
  | { readonly kind: 'broken'; readonly why: string }

const versionSchema = z.looseObject({ version: z.number().int().positive() })

/** Reads the text of a settings file. A mark of the byte order, as some editors set it, does not matter. */
export function parseSettings(text: string): ParsedSettings {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { kind: 'broken', why: (error as Error).message }
  }
  const versioned = versionSchema.safeParse(value)
  if (!versioned.success) return { kind: 'broken', why: z.prettifyError(versioned.error) }
  const { version } = versioned.data
  if (version > settingsVersion) return { kind: 'newer', version, settings: understand(versioned.data) }
  const parsed = settingsSchema.safeParse(versioned.data)
  return parsed.success ? { kind: 'good', settings: parsed.data } : { kind: 'broken', why: z.prettifyError(parsed.error) }
}

/** Field by field: what a newer version means by a name may not fit ours. */
function understand(value: Readonly<Record<string, unknown>>): Settings {
  const known = Object.entries(settingsFields.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(value[name])
    return parsed.success ? [[name, parsed.data]] : []
  })
  return settingsSchema.parse({ ...Object.fromEntries(known), version: settingsVersion })
}
