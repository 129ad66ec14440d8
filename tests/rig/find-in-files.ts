import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Files below a folder that hold one of the texts, as text or base64. Folders for which `skip` is true are left out. */
export async function findInFiles(folder: string, texts: readonly string[], skip: (path: string) => boolean = () => false): Promise<string[]> {
  const wanted = texts.flatMap((text) => [Buffer.from(text), Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, ''))])
  const found: string[] = []
  const visit = async (current: string): Promise<void> => {
    for (const entry of await readdir(current, { withFileTypes: true }).catch(() => [])) {
      const path = join(current, entry.name)
      if (skip(path)) continue
      if (entry.isDirectory()) await visit(path)
      else if (entry.isFile()) {
        const content = await readFile(path).catch(() => Buffer.alloc(0))
        if (wanted.some((text) => content.includes(text))) found.push(path)
      }
    }
  }
  await visit(folder)
  return found
}
