import { createWriteStream, mkdirSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../../logging/port.ts'
import { flvFileHeader, type MediaTag } from '../ingest/media-tag.ts'

/** One ingest's part of a recording, from its first keyframe on. */
export type Piece = {
  readonly write: (tag: MediaTag) => void
  /** Everything is on disk when it resolves. */
  readonly close: () => Promise<void>
}

export type Recordings = {
  /** Begins the next piece of a room's recording. */
  readonly openPiece: (roomId: number, has: { readonly audio: boolean }) => Piece
  /** The files of a room's pieces in their order. */
  readonly piecesOf: (roomId: number) => readonly string[]
  readonly remove: (roomId: number) => Promise<void>
}

/** `<recordings>/<room id>/0001.flv`, … FLV stays readable up to its last whole tag, however the writer died. */
export function createRecordings(recordingsDir: string, logger: Logger): Recordings {
  const dirOf = (roomId: number) => join(recordingsDir, String(roomId))
  const piecesOf = (roomId: number) => {
    try {
      return readdirSync(dirOf(roomId))
        .filter((name) => /^\d{4,}\.flv$/.test(name))
        .sort()
        .map((name) => join(dirOf(roomId), name))
    } catch {
      return []
    }
  }
  return {
    piecesOf,
    openPiece: (roomId, has) => {
      mkdirSync(dirOf(roomId), { recursive: true, mode: 0o700 })
      const path = join(dirOf(roomId), `${String(piecesOf(roomId).length + 1).padStart(4, '0')}.flv`)
      const file = createWriteStream(path, { mode: 0o600, flags: 'wx' })
      let failed = false
      const over = new Promise<void>((resolve) => file.once('close', () => resolve()))
      file.on('error', (error) => {
        failed = true
        logger.error('a recording cannot be written', { path, error: String(error) })
      })
      file.write(flvFileHeader(has))
      return {
        write: ({ bytes }) => {
          if (!failed) file.write(bytes)
        },
        close: async () => {
          if (!failed) file.end()
          await over
        },
      }
    },
    remove: (roomId) => rm(dirOf(roomId), { recursive: true, force: true }),
  }
}
