import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { databaseSchema } from './entities.ts'

const { nextId, members, profiles, streamKeys, rooms, posts } = databaseSchema.shape
const entrySchema = z.object({
  nextId,
  members: members.optional(),
  profiles: profiles.optional(),
  streamKeys: streamKeys.optional(),
  rooms: rooms.optional(),
  posts: posts.optional(),
})
/** One commit. */
export type JournalEntry = z.output<typeof entrySchema>

export type Journal = {
  /** On disk when it returns. Throws once the journal is closed: the descriptor may be another file's by then. */
  readonly append: (entry: object) => void
  readonly bytes: () => number
  readonly clear: () => void
  readonly [Symbol.dispose]: () => void
}

/** The commits of a journal in their order, up to the first line that is not whole: that is where its writer was killed. */
export function readJournal(path: string): readonly JournalEntry[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  const entries: JournalEntry[] = []
  for (const line of text.split('\n').slice(0, -1)) {
    const entry = entryOf(line)
    if (entry === null) return entries
    entries.push(entry)
  }
  return entries
}

function entryOf(line: string): JournalEntry | null {
  try {
    return entrySchema.parse(JSON.parse(line))
  } catch {
    return null
  }
}

/** A journal to write to, empty. Errors of the file system throw. */
export function openJournal(path: string): Journal {
  const file = openSync(path, 'w', 0o600)
  let size = 0
  let open = true
  return {
    append: (entry) => {
      if (!open) throw new Error('the journal is closed')
      const line = Buffer.from(`${JSON.stringify(entry)}\n`)
      let written = 0
      while (written < line.length) written += writeSync(file, line, written, line.length - written, size + written)
      fsyncSync(file)
      size += line.length
    },
    bytes: () => size,
    clear: () => {
      ftruncateSync(file, 0)
      size = 0
    },
    [Symbol.dispose]: () => {
      if (!open) return
      open = false
      closeSync(file)
    },
  }
}
