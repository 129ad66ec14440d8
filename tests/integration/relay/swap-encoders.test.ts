import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { createRelay } from '../../../electron/pipeline/relay/relay.ts'
import { createSender } from '../../../electron/pipeline/sender/sender.ts'
import { until } from '../../rig/until.ts'
import { gaps, readRecording } from './read-recording.ts'
import { hasRtmpPeer, type RtmpPeer, startRtmpPeer } from './rtmp-peer.ts'
import { ffmpegBuilds, noKeeper, otherBuildInLongForm, startTestEncoder } from './test-encoder.ts'

const presets = ['ultrafast', 'veryfast', 'superfast', 'faster']
const swaps = 20

describe.skipIf(!hasRtmpPeer).each(ffmpegBuilds)('replacing the $name encoder under a live connection', ({ name, path }) => {
  otherBuildInLongForm(path)
  let peer: RtmpPeer
  let runDir: string
  beforeAll(async () => {
    peer = await startRtmpPeer()
    runDir = mkdtempSync(join(tmpdir(), 'tally-run-'))
  })
  afterAll(async () => {
    await peer?.close()
    rmSync(runDir, { recursive: true, force: true })
  })

  it(`keeps one connection, one clock and a clean picture over ${swaps} swaps`, { timeout: 180_000 }, async () => {
    const relay = createRelay({ clock: systemClock })
    let encoder = startTestEncoder(relay, { ffmpeg: path, preset: 'veryfast' })
    await encoder.tookOver
    const sender = createSender({
      ...{ ffmpegPath: path, target: { ingestUrl: peer.ingestUrl, streamKey: 'swap', mode: 'CMAF' }, relay, clock: systemClock },
      ...{ logger: silentLogger, keeper: noKeeper, runDir },
    })
    expect(await sender.started).toEqual({ ok: true, value: undefined })
    /** How far the program is ahead of the clock, in the best moment of a second: what one look finds late is no drift. */
    const leadMs = async (): Promise<number> => {
      const fromMs = systemClock.monotonicMs()
      let best = Number.NEGATIVE_INFINITY
      const look = () => {
        const nowMs = systemClock.monotonicMs()
        best = Math.max(best, (sender.stats().feed?.newestMs ?? Number.NEGATIVE_INFINITY) - nowMs)
        return nowMs - fromMs > 1000
      }
      await until('a second', look, 10_000, 2)
      return best
    }
    const began = { atMs: systemClock.monotonicMs(), leadMs: await leadMs() }

    for (let swap = 0; swap < swaps; swap++) {
      const next = startTestEncoder(relay, { ffmpeg: path, preset: presets[swap % presets.length] ?? 'veryfast', kbps: 400 + 50 * (swap % 5) })
      await next.tookOver
      const mine = relay.stats().frames
      await encoder.stop()
      encoder = next
      await until('ten frames of the new encoder', () => relay.stats().frames > mine + 10)
    }
    await until('two more seconds', () => encoder.input.stats().frames > 60)
    const elapsedMs = systemClock.monotonicMs() - began.atMs
    const driftMs = (await leadMs()) - began.leadMs
    await sender.stop()
    await encoder.stop()

    const [file] = peer.recordings()
    if (file === undefined) throw new Error('nothing was recorded')
    await until('the recording is closed', () => peer.unpublishes() > 0)
    const recording = readRecording(file)
    const [videoGaps, audioGaps] = [gaps(recording.videoMs), gaps(recording.audioMs)]
    const skewMs = (recording.videoMs.at(-1) ?? 0) - (recording.audioMs.at(-1) ?? 0)
    const decoded = spawnSync(path, ['-v', 'error', '-i', file, '-vsync', 'cfr', '-f', 'null', '-'], { encoding: 'utf8' })
    console.log(
      `${name}: ${recording.videoMs.length} pictures in ${(elapsedMs / 1000).toFixed(1)} s; drift ${driftMs.toFixed(0)} ms; largest gap: picture ${Math.max(...videoGaps)} ms, ` +
        `sound ${Math.max(...audioGaps)} ms; last sound ${skewMs} ms behind the last picture; ${recording.videoConfigs} configurations`,
    )
    expect(peer.publishes()).toEqual([{ name: 'swap', args: 'mode=CMAF' }])
    expect(recording.keyframesWithSps).toBe(recording.keyframes)
    expect(Math.min(...videoGaps)).toBeGreaterThan(0)
    expect(Math.min(...audioGaps)).toBeGreaterThan(0)
    expect(decoded.stderr).toBe('')
    expect(Math.abs(driftMs)).toBeLessThanOrEqual(50)
    expect(Math.abs(skewMs)).toBeLessThan(200)
    expect(Math.max(...videoGaps)).toBeLessThan(500)
  })
})
