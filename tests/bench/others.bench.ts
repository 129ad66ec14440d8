import { test } from '../e2e/fixtures.ts'
import { addResult, type Measure } from './results.ts'

/** A quarter of a second more or less decides where an answer falls, so fewer runs would say little. */
const runs = Math.max(10, Number(process.env.TALLY_BENCH_RUNS ?? 10))
const out = process.env.TALLY_BENCH_OUT ?? 'bench-results/latest.json'
const note = (name: string, budget: Measure['budget'], value: number) => addResult(out, { name, unit: 'ms', budget }, value)

/** What others do at the service, from its answer to them until the page shows it. */
for (const mode of ['operator', 'member'] as const)
  test(`what others do, seen as ${mode}`, async ({ startHost, startSandbox, control }) => {
    test.setTimeout(15 * 60_000)
    const cloud = await startSandbox()
    const host = await startHost()
    await control.open(host.url)
    await (mode === 'operator' ? control.connectTo(cloud) : control.connectAsMember(cloud))
    await control.seesConnected('custom')
    await control.choosePicture('test-pattern')
    for (let run = 0; run < runs; run++) {
      await control.createRoom(`Bench ${run + 1}`)
      const roomId = await control.currentRoomId()
      await control.startStreaming()
      await control.untilReady()
      await control.rememberStates()
      await cloud.api('POST', `/v2/apps/me/video-rooms/${roomId}/rtmp-broadcast/state/live`)
      const doneMs = Date.now()
      await control.untilOnAir()
      const times = await control.rememberedTimes('tally')
      const seenMs = times.findLast(({ value }) => value === 'live')?.atMs ?? Number.NaN
      const budget = mode === 'operator' ? 1200 : 200
      note(`service → screen, ${mode === 'operator' ? 'polling' : 'events'}`, { value: budget, of: 'p95' }, Math.max(0, seenMs - doneMs))
      await control.endLive()
      await control.untilArchived()
    }
  })
