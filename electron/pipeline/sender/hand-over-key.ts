import { randomUUID } from 'node:crypto'
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, unlinkSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A text that a child can read once, and that no other process finds by name (POSIX) or for long (Windows). */
export type HandOver = {
  /** What the child opens. */
  readonly path: string
  /** The descriptor to pass as the child's `fd`, or null where a file is used. */
  readonly descriptor: number | null
  /** The child's working directory, where the path is relative to it. */
  readonly cwd: string | null
  /** Destroys the text, also for a child that still has it open. To be called once it was read; safe to repeat. */
  readonly forget: () => void
}

/**
 * POSIX: a file (0600) that is unlinked before anything is written into it and travels as descriptor `fd`; truncated when forgotten.
 * (A pipe does not do: ffmpeg opens the preset anew by its name.) `pwrite` leaves the offset at 0 for systems where `/dev/fd/N` shares it.
 * Windows: a file in `dir`, named relative to it because old builds cannot open paths beyond ASCII; removed when forgotten.
 */
export const handOver = (text: string, dir: string, fd: number, platform: NodeJS.Platform = process.platform): HandOver => {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const name = `${randomUUID()}.ffpreset`
  const path = join(dir, name)
  return platform === 'win32' ? byFile(text, dir, name) : byDescriptor(text, path, fd)
}

const byDescriptor = (text: string, path: string, fd: number): HandOver => {
  const descriptor = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  writeSync(descriptor, text, 0)
  let forgotten = false
  return {
    path: `/dev/fd/${fd}`,
    descriptor,
    cwd: null,
    forget: () => {
      if (forgotten) return
      forgotten = true
      ftruncateSync(descriptor, 0)
      closeSync(descriptor)
    },
  }
}

const byFile = (text: string, dir: string, name: string): HandOver => {
  writeFileSync(join(dir, name), text, { flag: 'wx', mode: 0o600 })
  return { path: name, descriptor: null, cwd: dir, forget: () => rmSync(join(dir, name), { force: true }) }
}
