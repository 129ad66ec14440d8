import { expect, test } from '../e2e/fixtures.ts'
import { overhearService } from '../rig/overheard-service.ts'
import { until } from '../rig/until.ts'
import { addResult } from './results.ts'

const runs = Math.max(10, Number(process.env.TALLY_BENCH_RUNS ?? 10))
const out = process.env.TALLY_BENCH_OUT ?? 'bench-results/latest.json'
/** For so long the core answers an equal question by itself. */
const listsKeptMs = 1_000

test('the window of five thousand rooms', async ({ startHost, startSandbox, control, page }) => {
  const cloud = await startSandbox()
  await cloud.api('POST', '/__sandbox/rooms', { count: 5_000 })
  const service = await overhearService(cloud.apiUrl)
  const lists = () => service.asked.filter(({ path }) => path === '/v2/apps/me/video-rooms')
  const host = await startHost()
  await control.open(host.url)
  await control.connectTo({ ...cloud, apiUrl: service.apiUrl })
  for (let run = 0; run < runs; run++) {
    // Also what the window is made of is fetched anew.
    await page.reload()
    await control.seesConnected('custom')
    await control.openTab('setup')
    await until('the last answer is kept no more', () => Date.now() - (lists().at(-1)?.atMs ?? 0) > listsKeptMs)
    const before = lists().length
    const tookMs = await page.getByTestId('room-all').evaluate(
      (button: HTMLElement) =>
        new Promise<number>((resolve) => {
          const fromMs = performance.now()
          const look = () => {
            if (document.querySelector('[data-testid="browser-row"]') === null) requestAnimationFrame(look)
            else requestAnimationFrame(() => resolve(performance.now() - fromMs))
          }
          button.click()
          look()
        }),
    )
    expect(lists().length, 'the service was asked').toBe(before + 1)
    addResult(out, { name: 'rooms: open → first page', unit: 'ms', budget: { value: 500, of: 'p95' } }, tookMs)
  }
  await service.close()
})
