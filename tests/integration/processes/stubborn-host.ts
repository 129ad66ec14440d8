import { mkdirSync } from 'node:fs'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createRelay } from '../../../electron/pipeline/relay/relay.ts'
import { createSender } from '../../../electron/pipeline/sender/sender.ts'
import { createProcessKeeper } from '../../../electron/processes/keep-processes.ts'
import { spawnOwned } from '../../../electron/processes/spawn-owned.ts'

/**
 * A host that is going to be killed. Arguments: situation, ffmpeg, run dir, ingest URL.
 * Prints the pid of the child in question and then, where that takes time, `ready`.
 */
const [situation = '', ffmpeg = '', runDir = '', ingestUrl = ''] = process.argv.slice(2)
mkdirSync(runDir, { recursive: true })
const keeper = createProcessKeeper({ runDir, name: null, logger: silentLogger })

const encode = (input: readonly string[]) =>
  spawnOwned({
    ...{ what: 'encoder', command: ffmpeg, stdio: ['pipe', 'pipe', 'pipe'], keeper, logger: silentLogger },
    args: [
      '-hide_banner',
      '-loglevel',
      'error',
      ...input,
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-tune',
      'zerolatency',
      '-g',
      '30',
      '-f',
      'flv',
      'pipe:1',
    ],
  })
const say = (line: string) => process.stdout.write(`${line}\n`)

if (situation === 'waiting-encoder') {
  const encoder = encode(['-f', 'mpegts', '-i', ingestUrl])
  say(`pid ${encoder.pid}`)
  say('ready')
} else {
  const relay = createRelay({ clock: systemClock })
  const input = relay.attachEncoder()
  const encoder = encode(['-re', '-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=30', '-pix_fmt', 'yuv420p', '-b:v', '4M'])
  encoder.stdout?.on('data', (chunk: Buffer) => input.write(chunk))
  if (situation === 'encoder') say(`pid ${encoder.pid}`)
  else {
    const target = { ingestUrl, streamKey: 'orphan', mode: 'CMAF' } as const
    const spawn: typeof spawnOwned = (options) => {
      const child = spawnOwned(options)
      say(`pid ${child.pid}`)
      return child
    }
    const connect = async () => ({ ok: false, failure: { code: 'ingest-timeout' } }) as const
    const sender = createSender({ ffmpegPath: ffmpeg, target, relay, clock: systemClock, logger: silentLogger, keeper, runDir, spawn, connect })
    sender.onState(({ state }) => say(state))
  }
  setInterval(() => {
    if (relay.stats().frames > 15) say('ready')
  }, 50)
}
setInterval(() => {}, 1000)
