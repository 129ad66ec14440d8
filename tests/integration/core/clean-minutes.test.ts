import { afterEach, expect, test } from 'vitest'
import { collectAlarms } from '../../rig/collect-alarms.ts'
import { until } from '../../rig/until.ts'
import { type RealCore, startRealCore } from './real-core.ts'

const minutes = 10
const minuteMs = 60_000
const mostArchivingMs = 4 * minuteMs

let on: RealCore | undefined

afterEach(async () => {
  await on?.[Symbol.asyncDispose]()
  on = undefined
})

// Long form (npm run test:all): ten minutes are ten minutes. Every day the same runs on fakes, in tests/unit/core.
test(
  'ten minutes on air, and nothing is called wrong',
  async ({ skip }) => {
    skip(process.env.TALLY_TEST_ALL === undefined, 'long form: npm run test:all')
    on = await startRealCore({ settings: { videoKbps: 2500 } })
    const { core, snapshot } = on
    await on.goLive()
    await on.seen('all is well', ({ session }) => session.verdict.code === 'live-good')
    const alarms = collectAlarms(core)
    const from = performance.now()
    await until('the minutes over', () => performance.now() - from >= minutes * minuteMs, (minutes + 1) * minuteMs, 500)
    expect(alarms()).toEqual([])
    expect(snapshot().session).toMatchObject({ state: 'live', tally: { state: 'live' }, report: { interruptions: 0, reconnects: 0 } })
    await on.call('session.endLive', null)
    // Ten minutes of video are converted in a share of that time.
    await until('recorded', () => snapshot().session.state === 'done', mostArchivingMs, 500)
  },
  (minutes + 3) * minuteMs + mostArchivingMs,
)
