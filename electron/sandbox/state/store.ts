import { join } from 'node:path'
import type { Logger } from '../../logging/port.ts'
import { applyChanges } from './apply-changes.ts'
import { type Changes, type Database, databaseSchema } from './entities.ts'
import { openJournal, readJournal } from './journal.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

export type CommitListener = (changes: Changes, before: Database) => void

export type Store = {
  readonly read: () => Database
  /** On disk when it returns. `silently`: nobody is told. */
  readonly commit: (changes: Changes, how?: 'silently') => void
  readonly newId: () => number
  /** Called after every commit that is not silent. */
  readonly onCommit: (listener: CommitListener) => void
  readonly [Symbol.dispose]: () => void
}

const fileName = 'state.json'
const journalName = 'state.journal'
/** A journal that has grown so far goes into the file: seldom enough that thousands of rooms do not slow a broadcast. */
const mostJournalBytes = 4_000_000

/**
 * Opens what an earlier run left in `dataDir`, or begins with `seed()`. The state as a whole lies in `state.json`; every commit since then is a line of
 * `state.journal`. Both are idempotent, so that a kill between any two steps loses nothing.
 * A file that cannot be read is set aside as `state.json.broken`, never overwritten; errors of the file system throw.
 */
export function openStore(dataDir: string, seed: () => Database, logger: Pick<Logger, 'warn'>): Store {
  const path = join(dataDir, fileName)
  const journalPath = join(dataDir, journalName)
  const known = readJsonFile(path, databaseSchema, logger)
  // Lines without the state that they change mean nothing.
  let database = writeJsonFile(path, known === null ? seed() : readJournal(journalPath).reduce(replay, known))
  const journal = openJournal(journalPath)
  const listeners: CommitListener[] = []
  return {
    read: () => database,
    commit: (changes, how) => {
      const before = database
      journal.append({ nextId: before.nextId, ...changes })
      database = applyChanges(before, changes)
      if (journal.bytes() > mostJournalBytes) {
        writeJsonFile(path, database)
        journal.clear()
      }
      if (how === 'silently') return
      for (const listener of listeners) listener(changes, before)
    },
    newId: () => {
      const id = database.nextId
      database = { ...database, nextId: id + 1 }
      return id
    },
    onCommit: (listener) => {
      listeners.push(listener)
    },
    [Symbol.dispose]: () => journal[Symbol.dispose](),
  }
}

const replay = (database: Database, { nextId, ...changes }: ReturnType<typeof readJournal>[number]): Database => ({
  ...applyChanges(database, changes as Changes),
  nextId: Math.max(nextId, database.nextId),
})
