import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** A child process as it lies in the register. Without `startedAs` (the system did not tell) it is never killed by a sweep. */
export const registeredSchema = z.object({ pid: z.number().int().positive(), startedAs: z.string().nullable(), what: z.string() })
export type Registered = z.output<typeof registeredSchema>

/** Each keeper writes its own file (`children.json`, `children.pipeline.json`…), so that a worker and the host never overwrite one another. */
const registerName = /^children(\.[\w-]+)?\.json$/

export const registerPath = (runDir: string, keeper: string | null): string =>
  join(runDir, keeper === null ? 'children.json' : `children.${keeper}.json`)

/** Replaces the register at once or not at all. An empty one is removed. */
export const writeRegister = (path: string, children: readonly Registered[]): void => {
  if (children.length === 0) {
    rmSync(path, { force: true })
    return
  }
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, JSON.stringify({ version: 1, children }), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** Every child that any register in `runDir` names; entries and files that make no sense are passed over. */
export const readRegisters = (runDir: string): { readonly paths: readonly string[]; readonly children: readonly Registered[] } => {
  const paths = namesIn(runDir)
    .filter((name) => registerName.test(name))
    .map((name) => join(runDir, name))
  return { paths, children: paths.flatMap(readRegister) }
}

const readRegister = (path: string): readonly Registered[] => {
  try {
    const { children } = z.object({ children: z.array(z.unknown()) }).parse(JSON.parse(readFileSync(path, 'utf8')))
    return children.flatMap((child) => {
      const parsed = registeredSchema.safeParse(child)
      return parsed.success ? [parsed.data] : []
    })
  } catch {
    return []
  }
}

const namesIn = (dir: string): readonly string[] => {
  try {
    return readdirSync(dir)
  } catch {
    return []
  }
}
