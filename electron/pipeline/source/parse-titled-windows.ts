import { z } from 'zod'
import { readJson } from './ask-powershell.ts'

/** A window of Windows that has a title. `handle`: its HWND. */
export type TitledWindow = { readonly handle: number; readonly title: string }

const entrySchema = z.object({ handle: z.number(), title: z.string() })

/**
 * The answer to `titledWindowsCommand`: PowerShell writes one entry without the brackets of a list, and nothing at all for none. Null where it is no such answer.
 * ffmpeg finds a window by its title, so only the first of two equal ones can be had.
 */
export const parseTitledWindows = (json: string): readonly TitledWindow[] | null => {
  if (json.replace(/^\uFEFF/, '').trim() === '') return []
  const parsed = z.union([z.array(entrySchema), entrySchema.transform((entry) => [entry])]).safeParse(readJson(json))
  if (!parsed.success) return null
  const titled = parsed.data.filter(({ title, handle }) => title.trim() !== '' && handle !== 0)
  return titled.filter(({ title }, index) => titled.findIndex((other) => other.title === title) === index)
}
