import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** The command line of `npm run sandbox`. Ports: 0 = any free one. */
export type AloneOptions = { readonly apiPort: number; readonly rtmpPort: number; readonly httpPort: number; readonly dataDir: string }

const known = 'Known options: --api-port N, --rtmp-port N, --http-port N, --data-dir DIR.'
const text = { type: 'string' } as const

/** Reads the options, or says in one sentence which one is wrong and what it takes. */
export function parseAloneOptions(argv: readonly string[], cwd: string): { readonly options: AloneOptions } | { readonly problem: string } {
  let values: Record<string, string | undefined>
  try {
    const options = { 'api-port': text, 'rtmp-port': text, 'http-port': text, 'data-dir': text }
    values = parseArgs({ args: [...argv], allowPositionals: false, options }).values
  } catch (error) {
    return { problem: `${(error as Error).message.split('. ')[0]}. ${known}` }
  }
  for (const name of ['api-port', 'rtmp-port', 'http-port']) {
    const value = values[name]
    if (value !== undefined && !(/^\d{1,5}$/.test(value) && Number(value) <= 65535))
      return { problem: `--${name} takes a number from 0 to 65535, not "${value}".` }
  }
  if (values['data-dir'] === '') return { problem: '--data-dir takes the path of a folder.' }
  const port = (name: string) => Number(values[name] ?? 0)
  return {
    options: {
      apiPort: port('api-port'),
      rtmpPort: port('rtmp-port'),
      httpPort: port('http-port'),
      dataDir: resolve(cwd, values['data-dir'] ?? '.tally'),
    },
  }
}
