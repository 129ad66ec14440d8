import { describe, expect, test } from 'vitest'
import { defaultEncoding } from '#shared/encoding'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { encoderArgs, encoderPipes } from '../../../electron/pipeline/encoder/encoder-argv.ts'
import { createRelay } from '../../../electron/pipeline/relay/relay.ts'
import { spawnOwned } from '../../../electron/processes/spawn-owned.ts'
import { until } from '../../rig/until.ts'
import { ffmpegBuilds, noKeeper, otherBuildInLongForm } from '../relay/test-encoder.ts'

const program = { orientation: 'horizontal', ...defaultEncoding, videoKbps: 600, audioKbps: 96, gopSeconds: 1 } as const

/** An encoder whose preview, meter and small pictures nobody reads yet; only its FLV is taken. */
const start = (path: string) => {
  const input = createRelay({ clock: systemClock }).attachEncoder()
  const child = spawnOwned({
    what: 'encoder',
    command: path,
    args: encoderArgs({ inputs: { kind: 'direct', video: { kind: 'test-pattern' }, sound: 'tone', fromMs: null }, program }),
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'ignore', 'ignore', 'pipe'],
    keeper: noKeeper,
    logger: silentLogger,
  })
  let largestGapMs = 0
  let lastAtMs = performance.now()
  let frames = 0
  child.stdout?.on('data', (chunk: Buffer) => {
    input.write(chunk)
    if (input.stats().frames === frames) return
    const now = performance.now()
    if (frames > 0) largestGapMs = Math.max(largestGapMs, now - lastAtMs)
    frames = input.stats().frames
    lastAtMs = now
  })
  child.pipe(encoderPipes.progress)?.resume()
  return { child, frames: () => frames, largestGapMs: () => largestGapMs }
}

describe.each(ffmpegBuilds)('preview, meter and small pictures of the $name build', ({ path }) => {
  otherBuildInLongForm(path)
  test('never reach the stream: unread for 10 s, read again, closed', async () => {
    const { child, frames, largestGapMs } = start(path)
    try {
      // ten seconds of media: pipes of the system are full after four
      await until('ten seconds of frames while nobody reads', () => frames() >= 300, 25_000)

      let previewBytes = 0
      let meterBytes = 0
      let greyBytes = 0
      child.pipe(encoderPipes.preview)?.on('data', (chunk: Buffer) => {
        previewBytes += chunk.length
      })
      child.pipe(encoderPipes.meter)?.on('data', (chunk: Buffer) => {
        meterBytes += chunk.length
      })
      child.pipe(encoderPipes.grey)?.on('data', (chunk: Buffer) => {
        greyBytes += chunk.length
      })
      // pipes of the system hold 65,536 bytes
      const read = { preview: 1_500_000, meter: 400_000, grey: 80_000 }
      await until('all of them flow again', () => previewBytes > read.preview && meterBytes > read.meter && greyBytes > read.grey, 20_000)

      child.pipe(encoderPipes.preview)?.destroy()
      child.pipe(encoderPipes.meter)?.destroy()
      child.pipe(encoderPipes.grey)?.destroy()
      const before = frames()
      await until('five seconds of frames after all are closed', () => frames() >= before + 150, 15_000)
      expect(largestGapMs()).toBeLessThan(1500)
    } finally {
      const exit = await child.stop([{ act: () => void child.stdin?.write('q'), withinMs: 2000 }])
      expect(exit).toMatchObject({ kind: 'exited', signal: null })
    }
  })
})
