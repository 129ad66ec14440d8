import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ageMs, readBarcode } from '../../../rig/barcode.mjs'
import { descendantsOf } from '../../../rig/process-tree.ts'
import { startTestScreen, type TestScreen } from '../../../rig/test-screen.ts'
import { until } from '../../../rig/until.ts'
import { ffmpegBuilds } from '../../relay/test-encoder.ts'
import { abilitiesOfBuild, sourceProcesses, watchSource } from './watch-source.ts'

const largest = { width: 640, height: 640 }

describe.each(ffmpegBuilds)('a screen, by the $name build', ({ name, path }) => {
  let screen: TestScreen
  const deps = { ffmpegPath: path, abilities: abilitiesOfBuild(name) }
  beforeAll(async () => {
    screen = await startTestScreen()
  })
  afterAll(() => screen.stop())
  afterEach(async () => {
    expect(await sourceProcesses()).toEqual([])
  })
  const whole = () => ({ kind: 'x11grab', display: `${screen.display}.0`, x: 0, y: 0, width: 1280, height: 720 }) as const
  const openScreen = () => watchSource({ source: 'screen:0', picture: { input: whole(), fps: 30, largest }, sound: null }, deps)

  /** The age of what is seen, when it arrived; null where it cannot be read. */
  const ageOf = (watch: ReturnType<typeof watchSource>) => {
    const { data, width, height } = watch.newest()
    const value = readBarcode(data.subarray(0, width * height), width, height, 1)
    return value === null ? null : ageMs(value, Date.now())
  }

  test('is seen as it is now, as large as asked, and comes back from a standstill, a death, and the death of its server', async () => {
    const watch = openScreen()
    try {
      expect(watch.source.state()).toEqual({ state: 'opening' })
      await watch.is('running')
      await until('a picture of now', () => {
        const age = ageOf(watch)
        return age !== null && age < 300
      })
      expect(watch.newest()).toMatchObject({ width: 640, height: 360 })
      await until(
        'thirty pictures a second',
        async () => {
          const [count, sinceMs] = [watch.pictureCount(), performance.now()]
          await watch.seen(count + 60)
          return Math.abs(60 / ((performance.now() - sinceMs) / 1000) - 30) < 5
        },
        20_000,
      )

      const stopped = await watch.process()
      process.kill(stopped.pid, 'SIGSTOP')
      await watch.is('stalled', 3000)
      await until('the first loss', () => watch.names().includes('lost source-failed'), 4000, 20)
      await watch.is('running', 4000)
      const second = await watch.process()
      expect(second.pid).not.toBe(stopped.pid)

      process.kill(second.pid, 'SIGKILL')
      await until('the second loss', () => watch.names().length >= 5, 3000, 20)
      await watch.is('running', 4000)
      expect(watch.names()).toEqual(['running', 'stalled', 'lost source-failed', 'running', 'lost source-failed', 'running'])

      await screen.xServer.kill()
      await watch.is('lost screen-unavailable', 6000)
      await screen.stop()
      screen = await startTestScreen()
    } finally {
      expect(await watch.close()).toBeLessThan(2000)
    }
  })

  test('or one of its windows', async () => {
    const painter = (await descendantsOf(process.pid)).find(
      ({ command, args }) => command === process.execPath && args.some((arg) => arg.endsWith('paint-barcode.mjs')),
    )
    const environment = await readFile(`/proc/${painter?.pid}/environ`, 'utf8')
    const windowId = Number(/(?:^|\0)WINDOWID=(\d+)/.exec(environment)?.[1])
    const place = { x: 0, y: 0, width: 1280, height: 720 }
    const watch = watchSource(
      { source: 'window:1', picture: { input: { kind: 'x11-window', display: screen.display, windowId, ...place }, fps: 15, largest }, sound: null },
      deps,
    )
    try {
      await until('a picture of now', () => {
        const age = watch.pictureCount() === 0 ? null : ageOf(watch)
        return age !== null && age < 300
      })
      // every way it is opened, it is the window of the painter, and nothing beside it
      expect(Math.max(watch.newest().width, watch.newest().height)).toBe(640)
    } finally {
      await watch.close()
    }
  })
})
