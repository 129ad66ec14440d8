import { afterEach, beforeEach, expect, test } from 'vitest'
import { retryDelayMs } from '../../../electron/broadcast/recovery-policy.ts'
import { until } from '../../rig/until.ts'
import { startTestPublisher, stopAllPublishers } from '../sandbox/test-publisher.ts'
import { type RealCore, startRealCore } from './real-core.ts'

let on: RealCore

beforeEach(async () => {
  // After a second loss it waits for so long that somebody else can take the key meanwhile.
  on = await startRealCore({ shortened: new Map([[retryDelayMs(2), 5_000]]) })
})

afterEach(async () => {
  await stopAllPublishers()
  await on?.[Symbol.asyncDispose]()
})

const publish = async () =>
  startTestPublisher({ ingestUrl: on.ingestUrl, streamKey: (await on.client.key()).streamKey as string, dir: on.dir, size: '640x360' })

test('a hardware encoder’s show is run from here without sending anything, and its key is exchanged afterwards', async () => {
  const encoder = await publish()
  await on.seen('recognised', ({ session }) => session.verdict.code === 'someone-else-sending' && session.actions.goLive.allowed)
  expect(on.snapshot().session.actions).toMatchObject({ streamStart: { reason: 'stream-key-busy' }, reissueKey: { reason: 'stop-other-encoder' } })
  await on.call('session.goLive', null)
  await on.seen('live', ({ session }) => session.tally.state === 'live' && session.returnFeed !== null)
  expect(on.snapshot().session.actions.endLive).toEqual({ allowed: false, reason: 'stop-other-encoder' })
  await encoder.stop()
  await on.seen('free to end', ({ session }) => session.actions.endLive.allowed)
  await on.call('session.endLive', null)
  await on.seen('recorded', ({ session }) => session.state === 'done')

  const before = await on.client.key()
  await on.call('streamKey.reissue', null)
  const after = await on.client.key()
  expect(after.streamKey).not.toBe(before.streamKey)
  expect(on.snapshot().session.streamKey?.masked).toBe(`••••••••${String(after.streamKey).slice(-4)}`)
  expect(on.snapshot().timeline.map(({ code }) => code)).toContain('key-reissued')
})

test('who takes the key over under a broadcast is named; when they stop, the show goes on from here', async () => {
  await on.goLive()
  const refusals = async () => Number((await on.client.ingest()).refused)
  const before = await refusals()
  await on.client.setFaults({ ingestRefuse: true, ingestReset: true })
  await on.seen('lost', ({ session }) => session.streamKey?.state === 'INACTIVE_LIVE')
  await until('the first try was refused', async () => (await refusals()) > before)
  await on.client.setFaults({ ingestRefuse: false })
  const thief = await publish()
  await on.seen('somebody has it', ({ session }) => session.streamKey?.state === 'ACTIVE_LIVE')
  await on.seen('said', ({ session }) => session.failure?.code === 'key-in-use-elsewhere')
  await thief.stop()
  await on.seen('ours again', ({ session }) => session.witnesses.sender === 'publishing' && session.tally.state === 'live')
})
