import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isDeepLink } from './read-deep-link.ts'

/** The command line of the web host, of `electron .` and of the packaged program alike. */
export type Options = {
  readonly web: boolean
  /** 0 = any free port. */
  readonly port: number
  readonly open: boolean
  /** Absolute; null = the place that the operating system has for such data. */
  readonly dataDir: string | null
  readonly credentials: 'keychain' | 'memory'
  readonly language: 'en' | 'ko' | null
  readonly window: { readonly width: number; readonly height: number } | null
  /** A link into Tally by which it was started, understood or not. */
  readonly link: string | null
}

const known = {
  web: { type: 'boolean' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  'data-dir': { type: 'string' },
  credentials: { type: 'string' },
  lang: { type: 'string' },
  window: { type: 'string' },
} as const

/**
 * What of the packaged program's command line is meant for us. Chromium, Node and the system have switches of their own in it: an AppImage is started
 * with `--no-sandbox` where the kernel allows no other, Playwright adds `--inspect` and `--remote-debugging-port`. They write a value after `=`.
 * After `--` nothing is a switch: there the system puts a link, which may have been written by anybody.
 */
export function ownArguments(argv: readonly string[]): readonly string[] {
  const isKnown = (argument: string) => Object.hasOwn(known, argument.replace(/^--/, '').replace(/=.*$/s, ''))
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length
  return [...argv.slice(0, end).filter((argument) => !argument.startsWith('-') || isKnown(argument)), ...argv.slice(end)]
}

/** Reads the options, or says in one sentence which one is wrong and what it takes. */
export function parseOptions(argv: readonly string[], cwd: string): { readonly options: Options } | { readonly problem: string } {
  let values: Record<string, string | boolean | undefined>
  let others: readonly string[]
  try {
    const parsed = parseArgs({ args: [...argv], allowPositionals: true, options: known })
    values = parsed.values
    others = parsed.positionals
  } catch (error) {
    return { problem: `${(error as Error).message.split('. ')[0]}. ${knownOptions}` }
  }
  const stray = others.find((argument, index) => index > 0 || !isDeepLink(argument))
  if (stray !== undefined) return { problem: `Unexpected argument '${stray}'. ${knownOptions}` }
  const port = values.port === undefined ? 0 : Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) return { problem: `--port takes a number from 0 to 65535, not "${values.port}".` }
  const credentials = values.credentials ?? 'keychain'
  if (credentials !== 'keychain' && credentials !== 'memory') return { problem: `--credentials takes keychain or memory, not "${credentials}".` }
  const language = values.lang ?? null
  if (language !== null && language !== 'en' && language !== 'ko') return { problem: `--lang takes en or ko, not "${language}".` }
  const size = values.window === undefined ? null : /^(\d{3,5})x(\d{3,5})$/.exec(String(values.window))
  if (values.window !== undefined && size === null) return { problem: `--window takes a size such as 1280x800, not "${values.window}".` }
  const dataDir = values['data-dir']
  if (dataDir === '') return { problem: '--data-dir takes the path of a folder.' }
  return {
    options: {
      web: values.web === true,
      port,
      open: values['no-open'] !== true,
      dataDir: dataDir === undefined ? null : resolve(cwd, String(dataDir)),
      credentials,
      language,
      link: others[0] ?? null,
      window: size ? { width: Number(size[1]), height: Number(size[2]) } : null,
    },
  }
}

const knownOptions = 'Known options: --web, --port N, --no-open, --data-dir DIR, --credentials keychain|memory, --lang en|ko, --window 1280x800.'
