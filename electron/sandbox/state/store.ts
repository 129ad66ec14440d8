import { join } from 'node:path'
import type { Logger } from '../../logging/port.ts'
import { type Changes, type Database, databaseSchema } from './entities.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

export type Store = {
  readonly read: () => Database
  /** On disk when it returns. */
  readonly commit: (changes: Changes) => void
  readonly newId: () => number
}

const fileName = 'state.json'

/**
 * Opens what an earlier run left in `dataDir`, or begins with `seed()`.
 * A file that cannot be read is set aside as `state.json.broken`, never overwritten; errors of the file system throw.
 */
export function openStore(dataDir: string, seed: () => Database, logger: Pick<Logger, 'warn'>): Store {
  const path = join(dataDir, fileName)
  let database: Database = readJsonFile(path, databaseSchema, logger) ?? writeJsonFile(path, seed())
  return {
    read: () => database,
    commit: (changes) => {
      database = writeJsonFile(path, {
        ...database,
        members: merge(database.members, changes.members),
        profiles: merge(database.profiles, changes.profiles),
        streamKeys: merge(database.streamKeys, changes.streamKeys),
        rooms: merge(database.rooms, changes.rooms),
        posts: merge(database.posts, changes.posts),
      })
    },
    newId: () => {
      const id = database.nextId
      database = { ...database, nextId: id + 1 }
      return id
    },
  }
}

function merge<T extends { readonly id: number }>(old: T[], changed: readonly T[] | undefined): T[] {
  if (changed === undefined || changed.length === 0) return old
  const byId = new Map(changed.map((entity) => [entity.id, entity]))
  const kept = old.map((entity) => {
    const replacement = byId.get(entity.id)
    byId.delete(entity.id)
    return replacement ?? entity
  })
  return [...kept, ...byId.values()]
}
