import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RandomText } from '../random-text.ts'
import { writeAtomically } from './write-atomically.ts'

const credentialsSchema = z.object({ apiKey: z.string().min(1), apiSecret: z.string().min(1) })
export type ApiCredentials = z.output<typeof credentialsSchema>

/** The key pair of the app, made once per data folder (file mode 0600). */
export function openCredentials(dataDir: string, randomText: RandomText): ApiCredentials {
  const path = join(dataDir, 'credentials.json')
  const found = read(path)
  if (found !== null) return found
  const made = { apiKey: `local-${randomText(16)}`, apiSecret: randomText(40) }
  writeAtomically(path, `${JSON.stringify(made)}\n`)
  return made
}

function read(path: string): ApiCredentials | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    return credentialsSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
