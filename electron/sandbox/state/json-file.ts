import { readFileSync, renameSync } from 'node:fs'
import type { z } from 'zod'
import { writeFileAtomicallySync } from '../../files/write-file-atomically.ts'

/**
 * What lies in a file, or null where there is none. One that makes no sense counts as none and is set aside as `<path>.broken`;
 * errors of the file system throw.
 */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>): T | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    renameSync(path, `${path}.broken`)
    return null
  }
}

/** On disk when it returns. */
export function writeJsonFile<T>(path: string, value: T): T {
  writeFileAtomicallySync(path, `${JSON.stringify(value, null, 1)}\n`)
  return value
}
