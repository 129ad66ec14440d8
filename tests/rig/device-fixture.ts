import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a program printed, without the first line: that one tells where it was seen, or that somebody wrote it by hand. */
export function readDeviceFixture(name: string): string {
  const text = readFileSync(join(import.meta.dirname, '../fixtures/devices', name), 'utf8')
  if (!text.startsWith('# ')) throw new Error(`${name} does not say where it comes from`)
  return text.slice(text.indexOf('\n') + 1)
}
