import { spawn } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { loudestTone } from '../../../rig/tone.ts'
import { until } from '../../../rig/until.ts'
import { ffmpegBuilds } from '../../relay/test-encoder.ts'
import { blackHz, blinking, whiteHz } from './make-media.ts'
import { abilitiesOfBuild, sourceProcesses, watchSource } from './watch-source.ts'

/** What a page would record, piece by piece as it comes to be: VP8 and Opus in WebM. */
const record = (size: string, onPiece: (piece: Uint8Array) => void) => {
  const args = [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-re', ...blinking(size)],
    ...['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', '30', '-c:a', 'libopus'],
    ...['-f', 'webm', '-live', '1', '-cluster_time_limit', '100', '-flush_packets', '1', 'pipe:1'],
  ]
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  child.stdout.on('data', onPiece)
  return {
    stop: () =>
      new Promise<void>((resolve) => {
        child.once('close', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

describe.each(ffmpegBuilds)('what a page records, by the $name build', ({ name, path }) => {
  test('is seen and heard; a pause is no loss, and another recording takes over', async () => {
    const picture = { input: { kind: 'page', id: 'p' }, fps: 30, largest: { width: 640, height: 640 } } as const
    const watch = watchSource(
      { source: 'page:p', picture, sound: { kind: 'of-the-picture' } },
      { ffmpegPath: path, abilities: abilitiesOfBuild(name) },
    )
    let recording = record('320x180', watch.source.feed)
    try {
      await until('pictures and sound', () => watch.pictureCount() > 30 && watch.samplePairs() > 48_000, 15_000)
      expect(watch.newest()).toMatchObject({ width: 320, height: 180 })
      const { samples } = watch.sounds.at(-1) ?? { samples: new Int16Array(0) }
      const left = Float32Array.from({ length: samples.length / 2 }, (_, at) => samples[2 * at] ?? 0)
      expect(loudestTone(left, 48_000, [blackHz, whiteHz])).not.toBeNull()

      const { pid } = await watch.process()
      await recording.stop()
      await watch.is('stalled', 4000)
      recording = record('180x320', watch.source.feed)
      await until('the other recording', () => watch.newest().height === 320)
      expect(watch.newest().width).toBe(180)
      expect(watch.names().filter((state) => state.startsWith('lost'))).toEqual([])

      const second = await until('the first process has gone', async () => {
        const pids = (await sourceProcesses()).map((one) => one.pid)
        return pids.includes(pid) ? null : pids[0]
      })
      process.kill(second, 'SIGKILL')
      await watch.is('lost source-failed', 3000)
    } finally {
      await recording.stop()
      expect(await watch.close()).toBeLessThan(2000)
    }
    expect(await sourceProcesses()).toEqual([])
  })
})
