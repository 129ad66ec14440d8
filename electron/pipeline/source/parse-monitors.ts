import { z } from 'zod'
import { readJson } from './ask-powershell.ts'
import { evenSize } from './video-input.ts'

/** A monitor of Windows: its device name, and where it lies in pixels; the upper left corner of the primary one is 0, 0. Sizes are even. */
export type Monitor = { readonly name: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const size = z.number().int().min(2).transform(evenSize)
const entrySchema = z.object({ name: z.string().min(1), x: z.number().int(), y: z.number().int(), width: size, height: size })

/** The answer to `monitorsCommand`, in the order of the system. Null where it is no such answer. PowerShell writes one entry without the brackets of a list. */
export const parseMonitors = (json: string): readonly Monitor[] | null => {
  const parsed = z.union([z.array(entrySchema), entrySchema.transform((entry) => [entry])]).safeParse(readJson(json))
  return parsed.success ? parsed.data.map((monitor) => ({ ...monitor, name: monitor.name.replace(/^\\\\\.\\/, '') })) : null
}
