import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A text file that is set aside when it is full, written at once so that a crash loses no line. */
export type RotatingFile = {
  /** Throws what the file system throws. */
  readonly write: (text: string) => void
  readonly [Symbol.dispose]: () => void
}

/**
 * Opens `<dir>/<name>.log`. Full ones become `<name>.1.log` (the newest) up to `<name>.<keep - 1>.log`; older ones are deleted.
 * Sizes are looked at when opening and with every write.
 */
export function openRotatingFile(dir: string, name: string, { maxBytes, keep }: { maxBytes: number; keep: number }): RotatingFile {
  const pathOf = (age: number) => join(dir, age === 0 ? `${name}.log` : `${name}.${age}.log`)
  let file = -1
  let size = 0
  const open = () => {
    file = openSync(pathOf(0), 'a', 0o600)
    size = fstatSync(file).size
  }
  const rotate = () => {
    closeSync(file)
    file = -1
    rmSync(pathOf(keep - 1), { force: true })
    for (let age = keep - 2; age >= 0; age -= 1) renameIfThere(pathOf(age), pathOf(age + 1))
    open()
  }
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  open()
  return {
    write: (text) => {
      const bytes = Buffer.from(text)
      if (file === -1) open()
      if (size > 0 && size + bytes.length > maxBytes) rotate()
      writeSync(file, bytes)
      size += bytes.length
    },
    [Symbol.dispose]: () => {
      if (file !== -1) closeSync(file)
      file = -1
    },
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
