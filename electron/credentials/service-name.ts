import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'

/**
 * The name under which the keychain shows our entries. Each data folder has its own, so that two folders (a test's and the person's)
 * never see each other's secrets; however the folder is reached, its real path decides.
 */
export async function keychainServiceName(dataDir: string): Promise<string> {
  const path = (await realpath(dataDir)).normalize('NFC')
  return `Tally (${createHash('sha256').update(path).digest('hex').slice(0, 8)})`
}
