import { join } from 'node:path'
import { z } from 'zod'
import type { Logger } from '../../logging/port.ts'
import type { RandomText } from '../random-text.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

const credentialsSchema = z.object({ apiKey: z.string().min(1), apiSecret: z.string().min(1) })
export type ApiCredentials = z.output<typeof credentialsSchema>

/** The key pair of the app, made once per data folder (file mode 0600). */
export function openCredentials(dataDir: string, randomText: RandomText, logger: Pick<Logger, 'warn'>): ApiCredentials {
  const path = join(dataDir, 'credentials.json')
  const make = () => ({ apiKey: `local-${randomText(16)}`, apiSecret: randomText(40) })
  return readJsonFile(path, credentialsSchema, logger) ?? writeJsonFile(path, make())
}
