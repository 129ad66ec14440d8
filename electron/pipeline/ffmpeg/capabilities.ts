import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { Logger } from '../../logging/port.ts'
import type { ProcessKeeper } from '../../processes/port.ts'
import { runBriefly } from '../../processes/run-briefly.ts'
import { lookAtProgram, notExecutable } from './look-at-program.ts'
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
   * What the binary at `path` can do. Failures, all with `path`: `ffmpeg-missing`, `ffmpeg-is-folder`, `ffmpeg-not-executable`,
   * `ffmpeg-foreign` (another program, or none), `ffmpeg-crashes`, `ffmpeg-hangs` (no answer within 5 s).
   */
  readonly read: (path: string) => Promise<Result<Capabilities>>
}

type ReaderDeps = { readonly keeper: ProcessKeeper; readonly logger: Logger }

const queryDeadlineMs = 5000
const largestAnswer = 4 * 1024 * 1024

/** Asks binaries for their lists, each binary once as long as its file does not change. */
export const createCapabilityReader = (deps: ReaderDeps): CapabilityReader => {
  const cache = new Map<string, Promise<Result<Capabilities>>>()
  return {
    read: async (path) => {
      const file = await lookAtProgram(path)
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

const askAll = async (path: string, deps: ReaderDeps): Promise<Result<Capabilities>> => {
  const ask = (...args: string[]) => query(path, args, deps)
  // first alone: a program that is not ffmpeg is started once, not seven times
  const head = await ask('-version')
  if (!head.ok) return head
  const version = parseVersion(head.value)
  if (version === null) return err(failure('ffmpeg-foreign', { params: { path }, detail: 'does not answer as ffmpeg' }))
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
const query = async (path: string, args: readonly string[], deps: ReaderDeps): Promise<Result<string>> => {
  const { exit, late, stdout, stderr } = await runBriefly({
    what: 'ffmpeg query',
    path,
    args,
    deadlineMs: queryDeadlineMs,
    most: largestAnswer,
    ...deps,
  })
  if (late) return err(failure('ffmpeg-hangs', { params: { path, seconds: queryDeadlineMs / 1000 }, detail: `no answer to ${args.join(' ')}` }))
  if (exit.kind === 'not-started') return err(notExecutable(path, exit.errorCode))
  const how = `${args.join(' ')} ended with ${exit.code ?? exit.signal}: ${stderr}`
  return exit.code === 0 ? ok(stdout.toString('utf8')) : err(failure('ffmpeg-crashes', { params: { path }, detail: how }))
}
