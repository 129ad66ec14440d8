import type { Changes, Database } from './entities.ts'

/** The database with the changed entities in the place of those with the same id, and the new ones behind. Taking the same changes twice is the same as once. */
export const applyChanges = (database: Database, changes: Changes): Database => ({
  ...database,
  members: merge(database.members, changes.members),
  profiles: merge(database.profiles, changes.profiles),
  streamKeys: merge(database.streamKeys, changes.streamKeys),
  rooms: merge(database.rooms, changes.rooms),
  posts: merge(database.posts, changes.posts),
})

function merge<T extends { readonly id: number }>(old: T[], changed: readonly T[] | undefined): T[] {
  if (changed === undefined || changed.length === 0) return old
  const byId = new Map(changed.map((entity) => [entity.id, entity]))
  const kept = old.map((entity) => {
    const replacement = byId.get(entity.id)
    if (replacement !== undefined) byId.delete(entity.id)
    return replacement ?? entity
  })
  return byId.size === 0 ? kept : [...kept, ...byId.values()]
}
