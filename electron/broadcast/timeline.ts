import type { TimelineCode, TimelineEntry } from '#shared/contract'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logging/port.ts'

/** Something worth telling, before it has a number and a time. */
export type TimelineNote = { readonly kind: TimelineEntry['kind']; readonly code: TimelineCode; readonly params?: Record<string, string | number> }

export type Timeline = {
  readonly add: (note: TimelineNote) => void
  readonly entries: () => readonly TimelineEntry[]
}

const keptEntries = 200

/** What happened, newest last, at most 200 entries. Everything told here is logged as well. */
export function createTimeline(clock: Clock, logger: Logger, onAdded: () => void): Timeline {
  let entries: readonly TimelineEntry[] = []
  let nextId = 1
  return {
    add: (note) => {
      entries = [...entries, { id: nextId++, atMs: clock.wallMs(), ...note }].slice(-keptEntries)
      logger.info(note.code, note.params)
      onAdded()
    },
    entries: () => entries,
  }
}
