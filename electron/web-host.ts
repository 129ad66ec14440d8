import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ok } from '#shared/result'
import { systemClock } from './clock.ts'
import { forkKeytarChild } from './credentials/fork-keytar-child.ts'
import { openDataDir } from './data-dir/open-data-dir.ts'
import { openInBrowser } from './open-in-browser.ts'
import { parseOptions } from './options.ts'
import { startSentence } from './sentences.ts'
import { prepareHost } from './start-host.ts'
import { listenForPages } from './transport/websocket.ts'

/** The web host: the core on plain Node, a browser on this computer as its window. */
const builtDir = dirname(fileURLToPath(import.meta.url))

const giveUp = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

async function run(): Promise<void> {
  const parsed = parseOptions(process.argv.slice(2), process.cwd())
  if ('problem' in parsed) return giveUp(parsed.problem)
  const { options } = parsed
  const dataDir = await openDataDir(options.dataDir)
  if (!dataDir.ok) return giveUp(startSentence(dataDir.failure))
  let pageUrl = () => ''
  const host = prepareHost({
    host: 'web',
    options,
    dataDir: dataDir.value,
    builtDir,
    launchKeytar: ({ adopt }) => forkKeytarChild({ modulePath: join(builtDir, 'keytar-child.js'), env: process.env, adopt }),
    newPageUrl: () => ok({ url: pageUrl() }),
  })
  const web = await listenForPages({
    port: options.port,
    rendererDir: join(builtDir, '../renderer'),
    gateway: host.gateway,
    logger: host.logger,
    monotonicMs: systemClock.monotonicMs,
  })
  if (!web.ok) {
    await host[Symbol.asyncDispose]()
    return giveUp(startSentence(web.failure))
  }
  pageUrl = web.value.newPageUrl

  const end = async (exitCode: number) => {
    await host[Symbol.asyncDispose]()
    await web.value[Symbol.asyncDispose]()
    process.exit(exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end(0))
  web.value.serve(await host.startCore())
  const url = pageUrl()
  process.stdout.write(`Tally is ready: ${url}\n`)
  if (options.open) openInBrowser(url, { platform: process.platform, spawn })
}

await run()
