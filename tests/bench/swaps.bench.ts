import { test } from '@playwright/test'
import { defaultEncoding } from '#shared/encoding'
import { systemClock } from '../../electron/clock.ts'
import { silentLogger } from '../../electron/logging/port.ts'
import { createPipeline } from '../../electron/pipeline/pipeline.ts'
import type { ProgramSettings } from '../../electron/pipeline/port.ts'
import { tone } from '../fakes/some-program.ts'
import { hasRtmpPeer, startRtmpPeer } from '../integration/relay/rtmp-peer.ts'
import { noKeeper } from '../integration/relay/test-encoder.ts'
import { readFlvTimes, stepsOf } from '../rig/flv-times.ts'
import { makeTempDir } from '../rig/temp-dir.ts'
import { startTestScreen } from '../rig/test-screen.ts'
import { until } from '../rig/until.ts'
import { addResult, type Measure } from './results.ts'

const swaps = 8 * Number(process.env.TALLY_BENCH_RUNS ?? 3)
const out = process.env.TALLY_BENCH_OUT ?? 'bench-results/latest.json'
const note = (name: string, budget: Measure['budget'], ...values: number[]) => addResult(out, { name, unit: 'ms', budget }, ...values)

/** A change lies within this of the moment at which it was asked for. */
const cutWithinMs = 2500

const gapsNear = (times: readonly number[], changes: readonly number[]) =>
  changes.map((atMs) => Math.max(...stepsOf(times.filter((time) => time > atMs - 500 && time < atMs + cutWithinMs))))

/** What viewers see of an encoder that is replaced under a live connection: the longest picture and the longest pause of the sound around each. */
for (const way of ['opened by the encoder', 'composed'] as const)
  test(`encoders replaced on air, ${way}`, async () => {
    test.skip(!hasRtmpPeer, 'needs nginx with its RTMP module (nginx, libnginx-mod-rtmp)')
    const [dir, screen, peer] = await Promise.all([makeTempDir('bench'), startTestScreen(), startRtmpPeer()])
    const env = { ...process.env, DISPLAY: screen.display }
    const pipeline = createPipeline({ clock: systemClock, keeper: noKeeper, logger: silentLogger, runDir: dir.path, env })
    let frames = 0
    pipeline.onTelemetry(({ encoderFrames }) => {
      frames = encoderFrames ?? 0
    })
    const fit = way === 'composed' ? 'fill' : 'fit'
    const channels = way === 'composed' ? [{ ...tone, levelDb: -1 }] : [tone]
    const program: ProgramSettings = {
      layers: [{ source: { kind: 'screen', id: 'screen:0' }, place: 'whole', fit }],
      channels,
      orientation: 'horizontal',
      ...defaultEncoding,
      videoKbps: 2500,
      audioKbps: 128,
      gopSeconds: 1,
    }
    const change = async (videoKbps: number) => {
      const changed = await pipeline.startProgram({ ...program, videoKbps })
      if (!changed.ok) throw new Error(changed.failure.code)
      const before = frames
      await until('three seconds of it', () => frames >= before + 90, 20_000)
    }
    try {
      await change(2500)
      const sending = await pipeline.startSending({ ingestUrl: peer.ingestUrl, streamKey: 'bench', mode: 'CMAF' })
      if (!sending.ok) throw new Error(sending.failure.code)
      const startedMs = performance.now()
      const changes: number[] = []
      for (let swap = 0; swap < swaps; swap++) {
        changes.push(performance.now() - startedMs)
        await change(swap % 2 === 0 ? 1500 : 2500)
      }
      await pipeline.stopSending()
      const { pictures, sounds } = await readFlvTimes(peer.recordings()[0] ?? '')
      note(`swap, ${way}: longest picture`, { value: 300, of: 'p95' }, ...gapsNear(pictures, changes))
      note(`swap, ${way}: longest pause of the sound`, null, ...gapsNear(sounds, changes))
    } finally {
      await pipeline[Symbol.asyncDispose]()
      await peer.close()
      await screen.stop()
      await dir.remove()
    }
  })
