import { readFileSync, renameSync } from 'node:fs'
import type { z } from 'zod'
import { writeFileAtomicallySync } from '../../files/write-file-atomically.ts'
import type { Logger } from '../../logging/port.ts'

/**
 * What lies in a file, or null where there is none. One that makes no sense counts as none, is set aside as `<path>.broken` and
 * the log says so; errors of the file system throw.
 */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>, logger: Pick<Logger, 'warn'>): T | null {
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
    const kept = `${path}.broken`
    renameSync(path, kept)
    logger.warn('a file of the local FlipFlop Cloud made no sense: it is kept beside a new one', { kept })
    return null
  }
}

/** On disk when it returns. */
export function writeJsonFile<T>(path: string, value: T): T {
  writeFileAtomicallySync(path, `${JSON.stringify(value, null, 1)}\n`)
  return value
}
