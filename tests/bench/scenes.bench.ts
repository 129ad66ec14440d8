import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from '../e2e/fixtures.ts'
import { hasRtmpPeer, startRtmpPeer } from '../integration/relay/rtmp-peer.ts'
import { noObs, startObs } from '../rig/obs-studio.ts'
import { descendantsOf, isEncoder, isFfmpeg, listProcesses } from '../rig/process-tree.ts'
import { startProcess } from '../rig/started-process.ts'
import { startTestSoundServer } from '../rig/test-sound-server.ts'
import { until } from '../rig/until.ts'
import { measureLoad } from './process-load.ts'
import { addResult, type Measure } from './results.ts'

const loadSeconds = Number(process.env.TALLY_BENCH_SECONDS ?? 10)
const out = process.env.TALLY_BENCH_OUT ?? 'bench-results/latest.json'
const note = (name: string, unit: Measure['unit'], budget: Measure['budget'], ...values: number[]) =>
  addResult(out, { name, unit, budget }, ...values)

const gopSeconds = 1
const encoding = '-c:v libx264 -preset veryfast -tune zerolatency -b:v 2500k -maxrate 2500k -bufsize 2500k -sc_threshold 0 -pix_fmt yuv420p'.split(
  ' ',
)
const rest = ['-g', `${30 * gopSeconds}`, '-c:a', 'aac', '-ar', '48000', '-b:a', '128k', '-f', 'flv', '-y', '/dev/null']

/** What capturing and composing costs: nothing is sent, in Tally and in bare ffmpeg alike. OBS Studio can only send, which costs little beside the rest. */
test('a screen alone, and a screen with a camera and a microphone', async ({ startHost, control, testScreen, dataDir }) => {
  const film = join(dataDir, 'camera.mp4')
  const moving = 'testsrc2=s=1280x720:r=30'
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', moving, '-t', '10', '-g', '30', '-y', film])
  const sound = await startTestSoundServer()
  const host = await startHost({ env: sound.env })
  await control.open(host.url)
  const client = await control.listenIn()
  const ok = async (answer: Promise<{ readonly ok: boolean }>) => expect(await answer).toMatchObject({ ok: true })
  const { program } = await client.waitFor('snapshot', (snapshot) => snapshot.program.microphones.length > 0, 20_000)
  const microphone = program.microphones.find(({ id }) => id.includes(sound.microphone))?.id ?? program.microphones[0]?.id ?? ''
  await ok(client.call('program.setSource', { sourceId: 'screen:0' }))

  /** The encoder that takes this from the bus is the only one, and its sources are open. */
  const untilOnly = (pipe: string, atLeast: number) =>
    until(`an encoder of ${pipe} alone`, async () => {
      const children = (await host.children()).filter(isFfmpeg)
      const [encoder, ...others] = children.filter(isEncoder)
      return children.length >= atLeast && others.length === 0 && encoder?.args.includes(pipe) === true
    })

  const measure = async (name: string) => {
    await client.waitFor('telemetry', ({ fps }) => (fps ?? 0) > 28, 20_000)
    const children = await host.children()
    const self = (await listProcesses()).filter(({ pid }) => pid === host.process.pid)
    const others = children.filter((entry) => !isFfmpeg(entry))
    const load = await measureLoad({ host: self, ffmpeg: children.filter(isFfmpeg), others }, loadSeconds)
    note(`${name}: Tally's host`, 'core', null, load.host.cores)
    note(`${name}: Tally's children`, 'core', null, load.ffmpeg.cores + load.others.cores)
    note(`${name}: Tally, all`, 'core', null, load.host.cores + load.ffmpeg.cores + load.others.cores)
    note(`${name}: Tally, memory of all`, 'MB', null, load.host.memoryMb + load.ffmpeg.memoryMb + load.others.memoryMb)
    return load.host.cores + load.ffmpeg.cores + load.others.cores
  }

  const { path } = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }
  const screenInput = ['-f', 'x11grab', '-framerate', '30', '-video_size', '1280x720', '-i', testScreen.display]
  const bare = async (name: string, args: readonly string[], memory: boolean) => {
    const child = startProcess(path, ['-nostdin', ...args, ...encoding, ...rest])
    await child.seen(/frame=\s*\d{2}/, 20_000)
    const self = (await listProcesses()).filter(({ pid }) => pid === child.pid)
    const load = await measureLoad({ bare: self }, loadSeconds)
    await child.stop()
    note(`${name}: bare ffmpeg`, 'core', null, load.bare.cores)
    if (memory) note(`${name}: bare ffmpeg, memory`, 'MB', null, load.bare.memoryMb)
    return load.bare.cores
  }

  const alone = await measure('screen alone')
  await control.page.goto('about:blank')
  const unseen = await measure('screen alone, no page open')
  note('preview: what a page that shows it adds to host and encoder', 'core', null, alone - unseen)
  await ok(client.call('program.setSound', { sound: microphone }))
  await untilOnly('pipe:7', 1)
  await measure('screen and microphone')
  await ok(client.call('program.setCamera', { sourceId: `file:${film}` }))
  await ok(client.call('program.setScene', { sceneId: 'screen-camera' }))
  await untilOnly('pipe:6', 3)
  const together = await measure('screen, camera and microphone')
  client.close()
  await host.stop()
  await sound.stop()

  const tone = ['-f', 'lavfi', '-i', 'sine=440:r=48000']
  const aloneBare = await bare('screen alone', [...screenInput, ...tone], true)
  const camera = ['-stream_loop', '-1', '-re', '-i', film]
  const composing = [
    '-filter_complex',
    '[1:v]scale=384:216[camera];[0:v][camera]overlay=main_w-overlay_w-28:main_h-overlay_h-28[v]',
    '-map',
    '[v]',
    '-map',
    '2:a',
  ]
  const togetherBare = await bare('screen, camera and microphone', [...screenInput, ...camera, ...tone, ...composing], true)
  const measureObs = async (name: string, camera?: string) => {
    const peer = await startRtmpPeer()
    const { display } = testScreen
    const obs = await startObs({
      ingestUrl: peer.ingestUrl,
      streamKey: 'bench',
      display,
      preset: 'veryfast',
      ...(camera !== undefined && { camera }),
    })
    await until('OBS sends', () => peer.recordedBytes() > 500_000, 20_000)
    const self = (await listProcesses()).filter(({ pid }) => pid === obs.pid)
    const load = await measureLoad({ obs: [...self, ...(await descendantsOf(obs.pid))] }, loadSeconds)
    await obs.stop()
    await peer.close()
    note(`${name}: OBS Studio`, 'core', null, load.obs.cores)
    note(`${name}: OBS Studio, memory`, 'MB', null, load.obs.memoryMb)
  }
  if (noObs === null && hasRtmpPeer) {
    await measureObs('screen alone')
    await measureObs('screen, camera and microphone', film)
  } else process.stderr.write(`OBS Studio is not measured: ${noObs ?? 'there is no nginx with its RTMP module to send to'}\n`)
  note('screen alone: Tally ÷ bare ffmpeg', '×', { value: 1.25, of: 'p50' }, alone / aloneBare)
  note('screen, camera and microphone: Tally ÷ bare ffmpeg', '×', { value: 1.5, of: 'p50' }, together / togetherBare)
})
