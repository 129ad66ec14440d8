import { join } from 'node:path'
import pino from 'pino'
import { z } from 'zod'
import { cleanFields } from './clean-fields.ts'
import type { Logger } from './port.ts'
import { createRedactor } from './redact.ts'
import { openRotatingFile, type RotatingFile } from './rotating-file.ts'

export type LogOptions = {
  /** Becomes home of `tally.log` and up to four older ones of 5 MB each. */
  readonly logsDir: string
  /** Takes warnings and errors as readable lines. */
  readonly stderr: { readonly write: (text: string) => unknown }
  /** `info` unless told otherwise. */
  readonly level?: 'debug' | 'info'
}

/** The newest log; older ones lie beside it. */
export const logFile = (logsDir: string): string => join(logsDir, 'tally.log')

const rotation = { maxBytes: 5_000_000, keep: 5 }
/** pino's number for `warn`; errors are higher. */
const warnLevel = 40

/** The program's log. After dispose nothing more is written. */
export type Log = Logger & { readonly [Symbol.dispose]: () => void }

/**
 * Opens the log: one JSON line each `{level, time, scope?, msg, fields?}` in `<logsDir>/tally.log`, warnings also on stderr.
 * The finished line passes the redactor right before it is written, so that nothing that reaches a sink can miss it.
 * A log that cannot be written is said once on stderr and never hurts the program.
 */
export function openLog({ logsDir, stderr, level = 'info' }: LogOptions): Log {
  const redactor = createRedactor()
  let open = true
  let file: RotatingFile | null = null
  const loseFile = (error: unknown) => {
    stderr.write(redactor.redact(`The log in ${logsDir} cannot be written: ${(error as Error).message}\n`))
    file?.[Symbol.dispose]()
    file = null
  }
  try {
    file = openRotatingFile(logsDir, 'tally', rotation)
  } catch (error) {
    loseFile(error)
  }
  const sink = {
    write: (line: string) => {
      if (!open) return
      const safe = redactor.redact(line)
      try {
        file?.write(safe)
      } catch (error) {
        loseFile(error)
      }
      const readable = readableWarning(safe)
      if (readable !== null) stderr.write(readable)
    },
  }
  const root = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, sink)
  const wrap = (scope: string | null): Logger => {
    const scoped = scope === null ? root : root.child({ scope })
    const log = (name: 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: Readonly<Record<string, unknown>>) =>
      scoped[name](fields === undefined ? {} : { fields: cleanFields(fields, redactor.redact) }, redactor.redact(message))
    return {
      debug: log('debug'),
      info: log('info'),
      warn: log('warn'),
      error: log('error'),
      child: (inner) => wrap(scope === null ? inner : `${scope}/${inner}`),
      ...redactor,
    }
  }
  return {
    ...wrap(null),
    [Symbol.dispose]: () => {
      open = false
      file?.[Symbol.dispose]()
    },
  }
}

const lineSchema = z.object({
  level: z.number(),
  time: z.string(),
  scope: z.string().optional(),
  msg: z.string(),
  fields: z.unknown().optional(),
})

/** A line of the log as a person reads it, where it is a warning or an error. */
function readableWarning(line: string): string | null {
  if (!/^\{"level":[4-9]\d/.test(line)) return null
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return line
  }
  const { data } = lineSchema.safeParse(parsed)
  if (data === undefined || data.level < warnLevel) return null
  const scope = data.scope === undefined ? '' : `${data.scope}: `
  const fields = data.fields === undefined ? '' : ` ${JSON.stringify(data.fields)}`
  return `${data.time.slice(11, 19)} ${data.level > warnLevel ? 'error' : 'warning'}: ${scope}${data.msg}${fields}\n`
}
