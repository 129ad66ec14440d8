import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new folder below the system's temporary one, with a name that needs quoting, as users' folders do. */
export async function makeTempDir(name = 'data'): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `tally ${name} 김철수-`))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 15, retryDelay: 100 }) }
}
