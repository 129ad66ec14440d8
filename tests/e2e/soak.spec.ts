import { isEncoder, isFfmpeg, usageOf } from '../rig/process-tree.ts'
import { until } from '../rig/until.ts'
import { untilNothingLeft } from '../rig/web-host.ts'
import { expect, test } from './fixtures.ts'
import { longForm } from './launchers.ts'

const rounds = 8

test(
  'a long broadcast with one trouble after the other stays on air and does not grow',
  { tag: longForm },
  async ({ startHost, startSandbox, control }, testInfo) => {
    test.setTimeout(15 * 60_000)
    const cloud = await startSandbox()
    const host = await startHost()
    await control.open(host.url)
    await control.connectTo(cloud)
    await control.seesConnected('custom')
    await control.choosePicture(await control.firstScreen())
    await control.chooseSound('tone')
    await control.startStreaming()
    await control.untilReady()
    await control.goLive()
    await control.untilCounterAdvances('returnFeed', 5000)
    const memoryMb: number[] = []

    for (let round = 0; round < rounds; round++) {
      const { publishes } = await cloud.ingest()
      if (round % 2 === 0) await cloud.resetIngest()
      else for (const { pid } of (await host.children()).filter(isEncoder)) process.kill(pid, 'SIGKILL')
      if (round % 2 === 0) await until('publishing again', async () => (await cloud.ingest()).publishes > publishes, 20_000)
      await control.untilCounterAdvances('programMonitor', 1000)
      await control.untilOnAir()
      await control.untilCounterAdvances('returnFeed', 15_000)
      memoryMb.push((await usageOf(host.process.pid))?.memoryMb ?? Number.NaN)
      expect((await host.children()).filter(isFfmpeg), 'one encoder, one sender').toHaveLength(2)
    }
    testInfo.annotations.push({ type: 'memory of the host', description: memoryMb.map((mb) => mb.toFixed(0)).join(', ') })
    expect(Math.max(...memoryMb.slice(-2)) - Math.max(...memoryMb.slice(0, 2)), `MB: ${memoryMb.map(Math.round)}`).toBeLessThan(30)
    await control.endLive()
    await control.untilArchived()
    expect(await host.stop()).toBe(0)
    await untilNothingLeft(host, () => true, 1000)
  },
)
