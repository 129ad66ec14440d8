import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLogger } from '../../../../electron/logging/port.ts'
import type { LinuxPlaces } from '../../../../electron/pipeline/source/linux-places.ts'
import { listSources, type SourceListerDeps } from '../../../../electron/pipeline/source/list-sources.ts'
import { openXConnection } from '../../../../electron/pipeline/source/x-connection.ts'
import { splitInTwo } from '../../../rig/split-screen.ts'
import { type StartedProcess, startProcess } from '../../../rig/started-process.ts'
import { makeTempDir } from '../../../rig/temp-dir.ts'
import { startTestSoundServer, type TestSoundServer } from '../../../rig/test-sound-server.ts'
import { until } from '../../../rig/until.ts'
import { noKeeper } from '../../relay/test-encoder.ts'
import { startXDisplay, type XDisplay } from '../x-display.ts'

const nowhere: LinuxPlaces = { dev: '/nowhere', video4linux: '/nowhere', udevData: '/nowhere', asound: '/nowhere' }
/** A system without devices, but with the commands of this one. */
const bare = { PATH: process.env.PATH, HOME: '/nowhere', PULSE_SERVER: 'unix:/nowhere' }

const list = (env: NodeJS.ProcessEnv, more: Partial<SourceListerDeps> = {}) =>
  listSources({
    platform: 'linux',
    env: { ...bare, ...env },
    ffmpegPath: null,
    ddagrab: false,
    keeper: noKeeper,
    logger: silentLogger,
    places: nowhere,
    ...more,
  })

const run = async (command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> => {
  const process_ = startProcess(command, args, { env: { ...process.env, ...env } })
  expect(await process_.exited, process_.stderr()).toBe(0)
  return process_.stdout().trim()
}

describe('windows and screens of X', () => {
  let display: XDisplay
  const started: StartedProcess[] = []
  beforeAll(async () => {
    display = await startXDisplay()
  })
  afterAll(async () => {
    for (const one of started) await one.stop(2000)
    await display.stop()
  })

  const windows = async () => (await list({ DISPLAY: display.name })).pictures.filter(({ id }) => id.startsWith('window:'))
  const show = async (command: string, args: readonly string[], label: string) => {
    const window = startProcess(command, args, { env: { ...process.env, DISPLAY: display.name, LC_ALL: 'C.UTF-8' } })
    started.push(window)
    await until(
      () => `a window "${label}", but there are ${JSON.stringify(labels)}`,
      async () => {
        labels = (await windows()).map((entry) => entry.label)
        return labels.includes(label)
      },
    )
    return window
  }
  let labels: readonly string[] = []

  test('windows are known by their titles in any script, the uppermost first, and by the part of the screen that they cover', async () => {
    const title = '채팅 "라이브" — it\'s on'
    await show('xterm', ['-T', '터미널 "창"', '-geometry', '40x10+100+50', '-fn', 'fixed', '-e', 'sleep', '60'], '터미널 "창"')
    const clock = await show('xclock', ['-geometry', '301x201+1100+600', '-title', 'clock'], 'clock')
    const [first] = await windows()
    const env = { DISPLAY: display.name }
    await run('xprop', ['-id', first?.id.slice('window:'.length) ?? '', '-f', '_NET_WM_NAME', '8u', '-set', '_NET_WM_NAME', title], {
      ...env,
      LC_ALL: 'C.UTF-8',
    })

    const { pictures, failure } = await list(env)
    const shown = await windows()
    expect(failure).toBeNull()
    expect(pictures.map(({ label }) => label)).toEqual(['Screen', title, '터미널 "창"'])
    const id = Number(first?.id.slice('window:'.length))
    expect(shown[0]).toEqual({
      id: `window:${id}`,
      label: title,
      width: 300,
      height: 200,
      input: { kind: 'x11-window', display: `${display.name}.0`, windowId: id, x: 1101, y: 601, width: 178, height: 118 },
    })
    expect(shown[1]?.input).toMatchObject({ x: 101, y: 51 })

    // what a window manager lists counts, and nothing else
    await run('xprop', ['-root', '-f', '_NET_CLIENT_LIST', '32x', '-set', '_NET_CLIENT_LIST', `${id}`], env)
    expect((await windows()).map(({ label }) => label)).toEqual([title])
    await clock.stop(2000)
    await run('xprop', ['-root', '-remove', '_NET_CLIENT_LIST'], env)
    expect((await windows()).map(({ label }) => label)).toEqual(['터미널 "창"'])
  })

  test('each monitor is a screen of its own', async () => {
    const opened = await openXConnection({ DISPLAY: display.name }, 5000)
    if (!opened.ok) throw new Error(opened.failure.detail)
    try {
      await splitInTwo(opened.value)
    } finally {
      opened.value[Symbol.dispose]()
    }
    const { pictures } = await list({ DISPLAY: display.name })
    const input = { kind: 'x11grab', display: `${display.name}.0`, y: 0 }
    expect(pictures.filter(({ id }) => id.startsWith('screen:'))).toEqual([
      {
        id: 'screen:RIGHT',
        label: 'Screen 1 (RIGHT)',
        width: 480,
        height: 720,
        input: { ...input, x: 800, width: 480, height: 720 },
      },
      {
        id: 'screen:LEFT',
        label: 'Screen 2 (LEFT)',
        width: 800,
        height: 600,
        input: { ...input, x: 0, width: 800, height: 600 },
      },
    ])
  })
})

describe('sounds of a real PulseAudio', () => {
  let server: TestSoundServer
  beforeAll(async () => {
    server = await startTestSoundServer()
  })
  afterAll(() => server.stop())
  const pactl = (...args: readonly string[]) => run('pactl', args, { ...server.env, LC_ALL: 'C' })

  test('are microphones with their names, and what the default output plays', async () => {
    const description = `source_properties='device.description="책상 마이크 (1), \\"new\\""'`
    await pactl('load-module', 'module-remap-source', 'source_name=desk.mic', `master=${server.microphone}`, description)
    await pactl('set-default-sink', server.speakers.replace('.monitor', ''))
    const { microphones, cameras, failure } = await list(server.env)
    expect(microphones).toEqual([
      { id: 'mic:desk.mic', label: '책상 마이크 (1), "new"', input: { kind: 'pulse', name: 'desk.mic' } },
      { id: 'system', label: 'Sound of this computer', input: { kind: 'pulse', name: server.speakers } },
    ])
    // no screen is no reason to show no microphones
    expect([cameras, failure?.code]).toEqual([[], 'no-display'])

    await pactl('set-default-sink', server.microphone.replace('.monitor', ''))
    expect((await list(server.env)).microphones.at(-1)?.input).toEqual({ kind: 'pulse', name: server.microphone })
  })
})

describe('devices that this machine does not have', () => {
  let dir: Awaited<ReturnType<typeof makeTempDir>>
  beforeAll(async () => {
    dir = await makeTempDir('devices')
  })
  afterAll(() => dir.remove())
  const write = async (path: string, text: string, mode = 0o644) => {
    await mkdir(join(dir.path, path, '..'), { recursive: true })
    await writeFile(join(dir.path, path), text, { mode })
    return join(dir.path, path)
  }
  const link = async (path: string, target: string) => {
    await mkdir(join(dir.path, path, '..'), { recursive: true })
    await symlink(target, join(dir.path, path))
  }

  test('cameras are read from sysfs, udev and links; without a sound server, microphones are ALSA’s', async () => {
    for (const [node, name, index, number] of [
      ['video0', 'HD Pro Webcam C920', 0, '81:0'],
      ['video1', 'HD Pro Webcam C920', 1, '81:1'],
      ['video10', 'bcm2835-codec-decode', 0, '81:10'],
    ] as const) {
      await write(`sys/${node}/name`, `${name}\n`)
      await write(`sys/${node}/index`, `${index}\n`)
      await write(`sys/${node}/dev`, `${number}\n`)
    }
    await write('udev/c81:0', 'S:v4l/by-id/x\nE:ID_V4L_VERSION=2\nE:ID_V4L_CAPABILITIES=:capture:\n')
    await write('udev/c81:10', 'E:ID_V4L_CAPABILITIES=:\n')
    await link('dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920-video-index0', '../../video0')
    await link('dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920-video-index1', '../../video1')
    await write(
      'asound/cards',
      ' 1 [C920           ]: USB-Audio - HD Pro Webcam C920\n                      HD Pro Webcam C920 at usb-0000:00:14.0-4\n',
    )
    await write('asound/pcm', '01-00: USB Audio : USB Audio : capture 1\n')

    const places = { dev: 'dev', video4linux: 'sys', udevData: 'udev', asound: 'asound' }
    const under = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, join(dir.path, place)])) as LinuxPlaces
    const microphone = { id: 'mic:alsa:C920:0', label: 'HD Pro Webcam C920', input: { kind: 'alsa', name: 'plughw:CARD=C920,DEV=0' } }
    for (const env of [{ PATH: '/nowhere' }, { PULSE_SERVER: 'unix:/nowhere' }]) {
      const { cameras, microphones } = await list(env, { places: under })
      expect(cameras).toEqual([
        {
          id: 'camera:usb-046d_HD_Pro_Webcam_C920-video-index0',
          label: 'HD Pro Webcam C920',
          input: { kind: 'v4l2', path: join(under.dev, 'v4l/by-id/usb-046d_HD_Pro_Webcam_C920-video-index0') },
        },
      ])
      expect(microphones).toEqual([microphone])
    }
  })

  /** A program in ffmpeg's place that lists what is in a fixture, and ends with an error as ffmpeg does. */
  const ffmpegThatSays = (fixture: string) =>
    write(`ffmpeg-${fixture}`, `#!/bin/sh\ntail -n +2 '${join(import.meta.dirname, '../../../fixtures/devices', fixture)}' >&2\nexit 1\n`, 0o755)

  test('Windows: cameras and microphones are there even where PowerShell does not answer', async () => {
    const lists = await list({ SystemRoot: dir.path }, { platform: 'win32', ffmpegPath: await ffmpegThatSays('dshow-handwritten.txt') })
    expect(lists.pictures).toEqual([{ id: 'screen:0', label: 'Screen', input: { kind: 'gdigrab' } }])
    expect(lists.failure).toBeNull()
    expect(lists.cameras.map(({ label }) => label)).toEqual(['웹캠 "거실"', 'USB Camera (1)', 'USB Camera (2)', 'Capture card'])
    expect(lists.microphones.at(-1)).toEqual({
      id: 'mic:@device_cm_{5}\\wave_{6}',
      label: '마이크 (Realtek(R) Audio)',
      input: { kind: 'dshow-microphone', name: '@device_cm_{5}\\wave_{6}' },
    })
  })

  test('macOS: one answer holds everything', async () => {
    const lists = await list({}, { platform: 'darwin', ffmpegPath: await ffmpegThatSays('avfoundation-3.4.txt') })
    expect(lists.pictures).toEqual([{ id: 'screen:0', label: 'Screen', input: { kind: 'avfoundation', deviceIndex: 3 } }])
    expect(lists.cameras[1]).toEqual({
      id: 'camera:Built-in iSight',
      label: 'Built-in iSight',
      input: { kind: 'avfoundation-camera', deviceIndex: 1 },
    })
    expect(lists.microphones[1]).toEqual({
      id: 'mic:Built-in Microphone',
      label: 'Built-in Microphone',
      input: { kind: 'avfoundation-microphone', deviceIndex: 1 },
    })
    expect((await list({}, { platform: 'darwin' })).failure?.code).toBe('ffmpeg-missing')
  })

  test('an X server and a sound server that take every question and answer none keep nobody waiting for more than five seconds', async () => {
    const silent = createServer()
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as { readonly port: number }
    await write('bin/pactl', '#!/bin/sh\nexec /bin/sleep 60\n', 0o755)
    const startedMs = performance.now()
    try {
      const lists = await list({ PATH: join(dir.path, 'bin'), DISPLAY: `127.0.0.1:${port - 6000}` })
      expect(lists).toMatchObject({ pictures: [], cameras: [], microphones: [], failure: { code: 'no-display' } })
      expect(performance.now() - startedMs).toBeLessThan(8000)
    } finally {
      silent.close()
    }
  })
})
