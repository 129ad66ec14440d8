import { afterEach, expect, test } from 'vitest'
import type { OutputMode } from '#shared/states'
import { type RealCore, type RealCoreOptions, startRealCore } from './real-core.ts'

let on: RealCore | undefined

afterEach(async () => {
  await on?.[Symbol.asyncDispose]()
  on = undefined
})

async function start(settings: RealCoreOptions['settings']): Promise<RealCore> {
  on = await startRealCore(settings === undefined ? {} : { settings })
  return on
}

/** The first bytes of the return feed, as the page gets them. */
async function feedOf({ gateway, snapshot }: RealCore): Promise<{ readonly type: string | null; readonly beginning: string }> {
  const response = await gateway.respond(new Request(`http://127.0.0.1:1${snapshot().session.returnFeed?.url}`))
  const reader = response.body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return { type: response.headers.get('content-type'), beginning: Buffer.from(value ?? []).toString('latin1', 0, 7) }
}

test.each<[OutputMode, 'hls' | 'flv', readonly string[]]>([
  ['RTMP', 'flv', ['rtmp', 'flv']],
  ['CMAF', 'hls', ['hls', 'dash']],
  ['RTMP_CMAF', 'hls', ['hls', 'dash', 'rtmp', 'flv']],
])('%s: what is asked for is what is delivered, shared and played here by %s', async (outputMode, protocol, links) => {
  const real = await start({ outputMode })
  await real.goLive()
  const { session, program } = await real.seen(
    'a feed and its links',
    ({ session: { returnFeed, share, verdict } }) => returnFeed !== null && Object.values(share).some(Boolean) && verdict.code === 'live-good',
  )
  expect([session.streamKey?.mode, program.outputMode]).toEqual([outputMode, outputMode])
  expect(Object.entries(session.share).flatMap(([name, url]) => (url === null ? [] : [name]))).toEqual(links)
  expect(session.returnFeed?.protocol).toBe(protocol)
  const feed = await feedOf(real)
  expect(feed).toEqual(
    protocol === 'flv'
      ? { type: 'video/x-flv', beginning: expect.stringMatching(/^FLV/) }
      : { type: 'application/vnd.apple.mpegurl', beginning: '#EXTM3U' },
  )

  // An interruption makes everything new.
  await real.call('session.streamStop', null)
  await real.seen('paused', ({ session: { state } }) => state === 'interrupted')
  expect(real.snapshot().session.returnFeed).toBeNull()
  await real.seen('may go on', ({ session: { actions } }) => actions.streamStart.allowed)
  await real.call('session.streamStart', null)
  const again = await real.seen('live again, with a feed', ({ session: { tally, returnFeed } }) => tally.state === 'live' && returnFeed !== null)
  expect(again.session.returnFeed?.url).not.toBe(session.returnFeed?.url)
  expect((await feedOf(real)).type).toBe(feed.type)
})

test('an upright picture needs an upright profile, which is chosen from here', async () => {
  const real = await start({ orientation: 'vertical' })
  expect(await real.tryTo('session.streamStart', null)).toMatchObject({ ok: false, failure: { params: { reason: 'orientation-mismatch' } } })
  await real.call('streamKey.listProfiles', null)
  const upright = real.snapshot().session.profiles?.find(({ orientation }) => orientation === 'vertical')
  await real.call('streamKey.chooseProfile', { profileId: upright?.id ?? '' })
  expect(real.snapshot()).toMatchObject({ program: { orientation: 'vertical', mismatch: false }, session: { streamKey: { profile: upright } } })
  await real.call('session.streamStart', null)
  await real.seen('ready', ({ session }) => session.state === 'ready')
  expect(await real.client.key()).toMatchObject({ profile: { id: Number(upright?.id) } })
})
