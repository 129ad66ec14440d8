import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { spawnOwned } from '../../processes/spawn-owned.ts'
import {
  type Capabilities,
  parseEncoders,
  parseFilters,
  parseInputDevices,
  parseMuxers,
  parseOptions,
  parseOutputProtocols,
  parseVersion,
} from './parse-capabilities.ts'

export type CapabilityReader = {
  /**
   * What the binary at `path` can do. Failures: `ffmpeg-missing` (nothing there), `ffmpeg-not-executable`
   * (no program, or none that answers as ffmpeg within 5 s); both with `path`.
   */
  readonly read: (path: string) => Promise<Result<Capabilities>>
}

const queryDeadlineMs = 5000
const largestAnswer = 4 * 1024 * 1024

/** Asks binaries for their lists, each binary once as long as its file does not change. */
export const createCapabilityReader = (deps: { readonly keeper: ProcessKeeper; readonly logger: Logger }): CapabilityReader => {
  const cache = new Map<string, Promise<Result<Capabilities>>>()
  return {
    read: async (path) => {
      const file = await fileState(path)
      if (!file.ok) return file
      const key = `${path}\n${file.value}`
      const known = cache.get(key)
      if (known !== undefined) return known
      const asked = askAll(path, deps)
      cache.set(key, asked)
      const answer = await asked
      // a refusal may be a busy moment (a deadline missed): ask again next time
      if (!answer.ok) cache.delete(key)
      return answer
    },
  }
}

/** Time and size of the file, or why it cannot be run. */
const fileState = async (path: string): Promise<Result<string>> => {
  try {
    const file = await stat(path)
    if (!file.isFile()) return err(notExecutable(path, 'not a file'))
    await access(path, constants.X_OK)
    return ok(`${file.mtimeMs}:${file.size}`)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    return err(code === 'ENOENT' || code === 'ENOTDIR' ? failure('ffmpeg-missing', { params: { path } }) : notExecutable(path, code))
  }
}

const notExecutable = (path: string, detail: string): Failure => failure('ffmpeg-not-executable', { params: { path }, detail })

const askAll = async (path: string, deps: { readonly keeper: ProcessKeeper; readonly logger: Logger }): Promise<Result<Capabilities>> => {
  const ask = (...args: string[]) => query(path, args, deps)
  // first alone: a program that is not ffmpeg is started once, not seven times
  const head = await ask('-version')
  if (!head.ok) return head
  const version = parseVersion(head.value)
  if (version === null) return err(notExecutable(path, 'does not answer as ffmpeg'))
  const lists = await Promise.all([
    ask('-hide_banner', '-devices'),
    ask('-hide_banner', '-muxers'),
    ask('-hide_banner', '-encoders'),
    ask('-hide_banner', '-filters'),
    ask('-hide_banner', '-protocols'),
    ask('-hide_banner', '-h', 'long'),
  ])
  const refused = lists.find((answer) => !answer.ok)
  if (refused !== undefined && !refused.ok) return refused
  const [devices = '', muxers = '', encoders = '', filters = '', protocols = '', options = ''] = lists.map((answer) =>
    answer.ok ? answer.value : '',
  )
  return ok({
    ...version,
    inputDevices: parseInputDevices(devices),
    muxers: parseMuxers(muxers),
    encoders: parseEncoders(encoders),
    filters: parseFilters(filters),
    outputProtocols: parseOutputProtocols(protocols),
    options: parseOptions(options),
  })
}

/** What one short run prints on stdout. */
export const query = async (
  path: string,
  args: readonly string[],
  deps: { readonly keeper: ProcessKeeper; readonly logger: Logger },
): Promise<Result<string>> => {
  const child = spawnOwned({ what: 'ffmpeg query', command: path, args, stdio: ['ignore', 'pipe', 'pipe'], ...deps })
  const chunks: Buffer[] = []
  let size = 0
  child.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= largestAnswer) chunks.push(chunk)
  })
  const read = new Promise<void>((resolve) => child.stdout?.once('close', resolve) ?? resolve())
  let late = false
  const deadline = setTimeout(() => {
    late = true
    void child.stop([])
  }, queryDeadlineMs)
  const exit = await child.exited
  if (exit.kind === 'exited' && !late) await read
  clearTimeout(deadline)
  if (late) return err(notExecutable(path, `no answer to ${args.join(' ')} within ${queryDeadlineMs} ms`))
  if (exit.kind === 'not-started') return err(notExecutable(path, exit.errorCode))
  if (exit.code !== 0) return err(notExecutable(path, `${args.join(' ')} ended with ${exit.code ?? exit.signal}: ${child.stderrTail()}`))
  return ok(Buffer.concat(chunks).toString('utf8'))
}
