import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ok } from '#shared/result'
import { systemClock } from './clock.ts'
import { forkKeytarChild } from './credentials/fork-keytar-child.ts'
import { openDataDir } from './data-dir/open-data-dir.ts'
import { openInBrowser } from './open-in-browser.ts'
import { keepOpenedParts } from './opened-parts.ts'
import { parseOptions } from './options.ts'
import { runProgram } from './run-program.ts'
import { startSentence } from './sentences.ts'
import { closeDeadlineMs, prepareHost } from './start-host.ts'
import { listenForPages } from './transport/websocket.ts'

/** The web host: the core on plain Node, a browser on this computer as its window. */
const builtDir = dirname(fileURLToPath(import.meta.url))

const opened = keepOpenedParts(closeDeadlineMs, (error) => process.stderr.write(`${String(error)}\n`))

/** Null when it runs, else one sentence on why it does not. */
async function start(): Promise<string | null> {
  const parsed = parseOptions(process.argv.slice(2), process.cwd())
  if ('problem' in parsed) return parsed.problem
  const { options } = parsed
  const dataDir = await openDataDir(options.dataDir)
  if (!dataDir.ok) return startSentence(dataDir.failure)
  opened.add(dataDir.value)
  let pageUrl = () => ''
  const host = prepareHost({
    host: 'web',
    options,
    dataDir: dataDir.value,
    opened,
    builtDir,
    launchKeytar: ({ adopt }) => forkKeytarChild({ modulePath: join(builtDir, 'keytar-child.js'), env: process.env, adopt }),
    newPageUrl: () => ok({ url: pageUrl() }),
  })
  const web = await listenForPages({
    port: options.port,
    rendererDir: join(builtDir, '../renderer'),
    look: host.look,
    gateway: host.gateway,
    logger: host.logger,
    monotonicMs: systemClock.monotonicMs,
    tell: (sentence) => process.stderr.write(`${sentence}\n`),
  })
  if (!web.ok) return startSentence(web.failure)
  pageUrl = web.value.newPageUrl
  const core = await host.startCore()
  // Added last: pages are let go of first.
  opened.add(web.value)
  web.value.serve(core)
  const url = web.value.newPageUrl('terminal')
  process.stdout.write(`Tally is ready: ${url}\n`)
  if (options.open) openInBrowser(url, { platform: process.platform, spawn })
  return null
}

await runProgram(start, opened, startSentence)
