import { watch } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { silentLogger } from '../../../../electron/logging/port.ts'
import { watchDeviceFiles } from '../../../../electron/pipeline/source/watch-device-files.ts'
import { watchDevices } from '../../../../electron/pipeline/source/watch-devices.ts'
import { startProcess } from '../../../rig/started-process.ts'
import { makeTempDir } from '../../../rig/temp-dir.ts'
import { startTestSoundServer } from '../../../rig/test-sound-server.ts'
import { until } from '../../../rig/until.ts'
import { noKeeper } from '../../relay/test-encoder.ts'

const places = (dir: string) => ({ dev: join(dir, 'dev'), video4linux: '/nowhere', udevData: join(dir, 'udev'), asound: '/nowhere' })

/** Time in which a test has no wish to wait. */
const quickTimers = {
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms / 10)
    return () => clearTimeout(timer)
  },
}

const watching = (dir: string, env: NodeJS.ProcessEnv) => {
  let changes = 0
  const watcher = watchDevices({ env, keeper: noKeeper, logger: silentLogger, timers: quickTimers, places: places(dir) }, () => {
    changes += 1
  })
  const seen = async (what: string, cause: () => Promise<unknown>) => {
    const before = changes
    await cause()
    await until(what, () => changes > before)
  }
  return { seen, changes: () => changes, stop: () => watcher[Symbol.asyncDispose]() }
}

test('a microphone that comes or goes is heard of, and a sound server that was started again', async () => {
  const dir = await makeTempDir('watch')
  let server = await startTestSoundServer()
  const { folder } = server
  const env = { PATH: process.env.PATH, ...server.env }
  const pactl = async (...args: readonly string[]) => {
    const child = startProcess('pactl', args, { env: { ...process.env, ...server.env } })
    expect(await child.exited, child.stderr()).toBe(0)
    return child.stdout().trim()
  }
  const watch = watching(dir.path, env)
  try {
    // whether it listens already cannot be seen, so the first event is repeated until it is heard
    await until('it listens', async () => {
      await pactl('unload-module', await pactl('load-module', 'module-null-sink', 'sink_name=first'))
      return watch.changes() > 0
    })
    let module = ''
    await watch.seen('a microphone came', async () => {
      module = await pactl('load-module', 'module-remap-source', 'source_name=desk', `master=${server.microphone}`)
    })
    await watch.seen('it went', () => pactl('unload-module', module))
    await watch.seen('the server went', () => server.stop())
    await watch.seen('the server came', async () => {
      server = await startTestSoundServer(folder)
    })
  } finally {
    await watch.stop()
    await server.stop()
    await dir.remove()
  }
})

test.each([
  ['udev’s notes', 'udev', 'b8:0', 'c81:0'],
  ['the device files, where there is no udev', 'dev', 'tty1', 'video0'],
])('a camera that comes or goes is seen in %s', async (_, folder, other, camera) => {
  const dir = await makeTempDir('watch')
  const path = join(dir.path, folder)
  await mkdir(path)
  let calls = 0
  const watcher = watchDeviceFiles(places(dir.path), () => {
    calls += 1
  })
  // of two watchers of one folder, both hear in the same moment
  const names = new Set<string | null>()
  const witness = watch(path, (_, name) => names.add(name))
  try {
    await writeFile(join(path, other), '')
    await until('the other device is seen', () => names.has(other))
    expect(calls).toBe(0)
    await writeFile(join(path, camera), '')
    await until('the camera came', () => calls > 0)
    await rm(join(path, other))
    const before = calls
    await rm(join(path, camera))
    await until('the camera went', () => calls > before)
  } finally {
    witness.close()
    watcher[Symbol.dispose]()
    await dir.remove()
  }
})
