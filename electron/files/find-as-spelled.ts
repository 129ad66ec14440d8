import { lstat, readdir } from 'node:fs/promises'
import { join, parse, sep } from 'node:path'

/**
 * The path as the disk spells it, where that differs only in how letters are put together: Hangul and accents have a whole and a taken apart
 * form (NFC, NFD), which look the same and are two names to Linux. Null where nothing is called so. @param path whole
 */
export async function findAsSpelled(path: string): Promise<string | null> {
  const { root } = parse(path)
  let found = root
  for (const name of path.slice(root.length).split(sep).filter(Boolean)) {
    const next = (await isThere(join(found, name))) ? name : await spelledIn(found, name)
    if (next === null) return null
    found = join(found, next)
  }
  return found
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

async function spelledIn(folder: string, name: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => [])
  return names.find((other) => other.normalize('NFC') === name.normalize('NFC')) ?? null
}
