import { type Failure, failure } from '#shared/failure'
import { openDataDir } from '../data-dir/open-data-dir.ts'
import { openLog } from '../logging/open-log.ts'
import { keepOpenedParts } from '../opened-parts.ts'
import { createCapabilityReader } from '../pipeline/ffmpeg/capabilities.ts'
import type { Need } from '../pipeline/ffmpeg/judge-capabilities.ts'
import { bundledFfmpeg, locateFfmpeg, systemCandidates } from '../pipeline/ffmpeg/locate.ts'
import { createProcessKeeper } from '../processes/keep-processes.ts'
import { sweepOrphans } from '../processes/sweep.ts'
import { runProgram } from '../run-program.ts'
import { parseAloneOptions } from './alone-options.ts'
import { startSandbox } from './start-sandbox.ts'

/** `npm run sandbox`: the local FlipFlop Cloud alone. One JSON line on stdout when it is ready, everything else on stderr. */
const needed: readonly Need[] = [
  { list: 'encoders', name: 'libx264' },
  { list: 'encoders', name: 'aac' },
  { list: 'filters', name: 'scale' },
  { list: 'filters', name: 'pad' },
]

const opened = keepOpenedParts(10_000, (error) => process.stderr.write(`${String(error)}\n`))

/** Null when it runs, else one sentence on why it does not. */
async function start(): Promise<string | null> {
  const parsed = parseAloneOptions(process.argv.slice(2), process.cwd())
  if ('problem' in parsed) return parsed.problem
  const { dataDir: chosenDir, ...ports } = parsed.options
  const dataDir = await openDataDir(chosenDir)
  if (!dataDir.ok) return sentence(dataDir.failure)
  opened.add(dataDir.value)
  const { logsDir, runDir, sandboxDir } = dataDir.value
  const logger = openLog({ logsDir, stderr: process.stderr })
  opened.add(logger)
  await sweepOrphans(runDir, logger)
  const keeper = createProcessKeeper({ runDir, name: null, logger })
  opened.add(keeper)
  const candidates = { setting: null, bundled: bundledFfmpeg(), system: systemCandidates(process.env, process.platform) }
  const ffmpeg = await locateFfmpeg(candidates, needed, createCapabilityReader({ keeper, logger }))
  if (ffmpeg.path === null || ffmpeg.failure !== null) return sentence(ffmpeg.failure ?? failure('ffmpeg-missing'))
  const started = await startSandbox({ ...ports, dataDir: sandboxDir, ffmpegPath: ffmpeg.path, keeper, logger })
  if (!started.ok) return sentence(started.failure)
  opened.add(started.value)
  const { apiUrl, ingestUrl, playUrl, apiKey, apiSecret, appUserId, memberId } = started.value
  process.stdout.write(`${JSON.stringify({ apiUrl, ingestUrl, playUrl, apiKey, apiSecret, appUserId, memberId })}\n`)
  return null
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

await runProgram(start, opened, sentence)
