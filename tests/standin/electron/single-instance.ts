import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { decodeClone, encodeClone } from '../clone-text.ts'

/** What a second start tells the first one. */
export type SecondStart = { readonly argv: readonly string[]; readonly folder: string; readonly data: unknown }

export type InstanceLock = {
  /** Null where this is the only one; else what has to be over before this one goes: the first one has heard of it. */
  readonly told: Promise<void> | null
  readonly release: () => void
}

const hearsWithinMs = 5000

/**
 * One process for each folder of user data, known by its process id. Whoever comes second tells the first one over a socket in that folder
 * (Electron, app, `requestSingleInstanceLock`).
 */
export function takeInstanceLock(folder: string, mine: SecondStart, onSecond: (start: SecondStart) => void): InstanceLock {
  const lockPath = join(folder, 'stand-in.lock')
  const socketPath = join(folder, 'stand-in.sock')
  const holder = holderOf(lockPath)
  if (holder !== null) return { told: tell(socketPath, mine), release: () => {} }
  rmSync(lockPath, { force: true })
  rmSync(socketPath, { force: true })
  const file = openSync(lockPath, 'wx', 0o600)
  writeSync(file, String(process.pid))
  closeSync(file)
  const server = listen(socketPath, onSecond)
  return {
    told: null,
    release: () => {
      server.close()
      rmSync(lockPath, { force: true })
    },
  }
}

/** The process that holds the lock and still lives. */
function holderOf(lockPath: string): number | null {
  try {
    const pid = Number(readFileSync(lockPath, 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

function listen(path: string, onSecond: (start: SecondStart) => void): Server {
  const server = createServer((socket) => {
    let said = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    socket.on('end', () => onSecond(decodeClone(said) as SecondStart))
    socket.on('error', () => {})
  })
  server.listen(path)
  server.unref()
  return server
}

function tell(path: string, mine: SecondStart): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(path, () => socket.end(encodeClone(mine)))
    socket.setTimeout(hearsWithinMs, () => socket.destroy())
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    socket.resume()
  })
}
