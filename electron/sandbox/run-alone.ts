import type { Failure } from '#shared/failure'
import { openDataDir } from '../data-dir/open-data-dir.ts'
import { openLog } from '../logging/open-log.ts'
import { createCapabilityReader } from '../pipeline/ffmpeg/capabilities.ts'
import type { Need } from '../pipeline/ffmpeg/judge-capabilities.ts'
import { bundledFfmpeg, locateFfmpeg, systemCandidates } from '../pipeline/ffmpeg/locate.ts'
import { createProcessKeeper } from '../processes/keep-processes.ts'
import { sweepOrphans } from '../processes/sweep.ts'
import { parseAloneOptions } from './alone-options.ts'
import { startSandbox } from './start-sandbox.ts'

/** `npm run sandbox`: the local FlipFlop Cloud alone. One JSON line on stdout when it is ready, everything else on stderr. */
const needed: readonly Need[] = [
  { list: 'encoders', name: 'libx264' },
  { list: 'encoders', name: 'aac' },
  { list: 'filters', name: 'scale' },
  { list: 'filters', name: 'pad' },
]

const giveUp = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

async function run(): Promise<void> {
  const parsed = parseAloneOptions(process.argv.slice(2), process.cwd())
  if ('problem' in parsed) return giveUp(parsed.problem)
  const { dataDir: chosenDir, ...ports } = parsed.options
  const opened = await openDataDir(chosenDir)
  if (!opened.ok) return giveUp(sentence(opened.failure))
  const dataDir = opened.value
  const logger = openLog({ logsDir: dataDir.logsDir, stderr: process.stderr })
  await sweepOrphans(dataDir.runDir, logger)
  const keeper = createProcessKeeper({ runDir: dataDir.runDir, name: null, logger })

  let stopping: Promise<void> | null = null
  let closeSandbox = async () => {}
  const close = async () => {
    await closeSandbox()
    keeper[Symbol.dispose]()
    await dataDir[Symbol.asyncDispose]()
    logger[Symbol.dispose]()
  }
  const stop = () => {
    stopping ??= close().then(() => process.exit(0))
  }
  const starting = start()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void starting.finally(stop))
  const problem = await starting
  if (problem === null || stopping !== null) return
  await close()
  giveUp(sentence(problem))

  /** Null when it runs. */
  async function start(): Promise<Failure | null> {
    const candidates = { setting: null, bundled: bundledFfmpeg(), system: systemCandidates(process.env, process.platform) }
    const ffmpeg = await locateFfmpeg(candidates, needed, createCapabilityReader({ keeper, logger }))
    if (ffmpeg.failure !== null) return ffmpeg.failure
    if (ffmpeg.path === null) return { code: 'ffmpeg-missing' }
    const started = await startSandbox({ ...ports, dataDir: dataDir.sandboxDir, ffmpegPath: ffmpeg.path, keeper, logger })
    if (!started.ok) return started.failure
    closeSandbox = () => started.value[Symbol.asyncDispose]()
    const { apiUrl, ingestUrl, playUrl, apiKey, apiSecret, appUserId, memberId } = started.value
    process.stdout.write(`${JSON.stringify({ apiUrl, ingestUrl, playUrl, apiKey, apiSecret, appUserId, memberId })}\n`)
    return null
  }
}

function sentence({ code, params = {}, detail }: Failure): string {
  switch (code) {
    case 'port-busy':
      return `Port ${params.port} is in use by another program: choose another one, or 0 for any free one.`
    case 'data-dir-read-only':
      return `The folder ${params.path} cannot be written: choose another one with --data-dir, or make it writable.`
    case 'data-dir-in-use':
      return `The folder ${params.path} is in use by process ${params.pid}: choose another one with --data-dir.`
    case 'ffmpeg-missing':
      return 'No ffmpeg was found: run npm ci again, or install ffmpeg.'
    default:
      return `The local FlipFlop Cloud cannot start: ${code}${detail === undefined ? '' : ` (${detail})`}.`
  }
}

await run()
