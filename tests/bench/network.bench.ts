import { expect, test } from '../e2e/fixtures.ts'
import { connectPage } from '../rig/contract-client.ts'
import { startProxiedCloud } from '../rig/proxied-cloud.ts'
import { until } from '../rig/until.ts'
import { addResult, type Measure } from './results.ts'

/** Each of these depends on where in a report's half second it falls, so fewer runs would say little. */
const runs = Math.max(10, Number(process.env.TALLY_BENCH_RUNS ?? 10))
const outageMs = 5000
const out = process.env.TALLY_BENCH_OUT ?? 'bench-results/latest.json'
const note = (name: string, budget: Measure['budget'], value: number) => addResult(out, { name, unit: 'ms', budget }, value)

/** From what happens to the network to what the person is told, and to what the ingest sees. */
test('bad networks', async ({ startHost, startSandbox }) => {
  const cloud = await startSandbox()
  const proxied = await startProxiedCloud(cloud)
  const { network } = proxied
  const host = await startHost()
  const page = await connectPage(host.url)
  const done = async (result: Promise<{ readonly ok: boolean }>) => expect((await result).ok).toBe(true)
  const sender = (wanted: string) => page.waitFor('snapshot', ({ session }) => session.witnesses.sender === wanted, 30_000)
  const publishes = async () => (await cloud.ingest()).publishes
  const publishesAgain = (before: number) => until('publishing again', async () => (await publishes()) > before, 30_000, 10)
  /** Recovered, and long enough published that the next loss is the first of its row. */
  const settles = async () => {
    await sender('publishing')
    await until('it has published for a while', async () => ((await cloud.ingest()).publisher?.sinceMs ?? 0) > 5500, 30_000, 100)
  }

  try {
    const { apiKey, apiSecret } = cloud
    const saved = await page.call('connection.save', {
      ...{ connectionId: null, name: 'Bench', color: 'slate', environment: 'rehearsal', apiBaseUrl: proxied.apiUrl },
      secrets: { mode: 'operator', apiKey, apiSecret },
    })
    if (!saved.ok) throw new Error(saved.failure.code)
    await done(page.call('connection.select', { connectionId: saved.value.connectionId }))
    await page.waitFor('snapshot', ({ connection, rooms }) => connection.currentId === saved.value.connectionId && rooms.length > 0, 20_000)
    await done(page.call('program.setSource', { sourceId: 'test-pattern' }))
    await page.waitFor('snapshot', ({ session }) => session.actions.streamStart.allowed, 20_000)
    await done(page.call('session.streamStart', null))

    for (let run = 0; run < runs; run++) {
      await settles()
      const before = await publishes()
      const startMs = performance.now()
      await network.reset()
      await publishesAgain(before)
      note('network: reset → publishing', { value: 500, of: 'p95' }, performance.now() - startMs)
    }
    for (let run = 0; run < runs; run++) {
      await settles()
      const before = await publishes()
      const startMs = performance.now()
      await network.freeze()
      await sender('stalled')
      note('network: black hole → said', { value: 3000, of: 'p95' }, performance.now() - startMs)
      await publishesAgain(before)
      note('network: black hole → sending again', { value: 5000, of: 'p95' }, performance.now() - startMs)
    }
    for (let run = 0; run < runs; run++) {
      await settles()
      const before = await publishes()
      await network.refuse()
      await network.reset()
      await new Promise((resolve) => setTimeout(resolve, outageMs))
      const upMs = performance.now()
      await network.accept()
      await publishesAgain(before)
      note('network: up after 5 s down → publishing', { value: 1000, of: 'p95' }, performance.now() - upMs)
    }
  } finally {
    page.close()
    await proxied.close()
  }
})
