import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import type { OutputMode } from '#shared/states'
import { type CoreOnFakes, startConnected, startLive, startReady } from '../../fakes/start-core.ts'

const refused = (reason: string) => err(failure('not-allowed', { params: { reason } }))
const modes = ({ pipeline }: CoreOnFakes) => pipeline.attempts.map(({ mode }) => mode)
const shapes = ({ pipeline }: CoreOnFakes) => pipeline.programs.map(({ orientation }) => orientation)

test.each<[OutputMode, string, readonly (string | null)[]]>([
  ['RTMP', 'flv', [null, null, 'rtmp://play.test/room/1/1', 'https://play.test/room/1/1.flv']],
  ['CMAF', 'hls', ['https://play.test/room/1/1.m3u8', 'https://play.test/room/1/1.mpd', null, null]],
  [
    'RTMP_CMAF',
    'hls',
    ['https://play.test/room/1/1.m3u8', 'https://play.test/room/1/1.mpd', 'rtmp://play.test/room/1/1', 'https://play.test/room/1/1.flv'],
  ],
])('%s is asked for, played by %s and shared as far as it goes; after an interruption anew', async (outputMode, protocol, links) => {
  const on = await startLive({ settings: { outputMode } })
  expect(modes(on)).toEqual([outputMode])
  const { streamKey, returnFeed, share, verdict } = on.session()
  expect([streamKey?.mode, streamKey?.defaultMode, returnFeed?.protocol, verdict.code]).toEqual([outputMode, 'CMAF', protocol, 'live-good'])
  expect([share.hls, share.dash, share.rtmp, share.flv]).toEqual(links)
  on.pipeline.lose()
  await on.until('interrupted', ({ session }) => session.returnFeed === null)
  await on.until('live again', ({ session }) => session.tally.state === 'live' && session.witnesses.sender === 'publishing')
  const again = on.session()
  expect(Object.values(again.share)).toEqual(links.map((link) => link?.replace('/1/1', '/1/2') ?? null))
  expect(again.returnFeed).toMatchObject({ protocol, url: expect.not.stringMatching(returnFeed?.url ?? '') })
})

test('what is sent keeps its mode through every reconnection; another counts from the next start', async () => {
  const on = await startLive()
  expect(await on.call('program.setOutputMode', { outputMode: 'RTMP' })).toEqual(ok(null))
  expect(on.snapshot().program).toMatchObject({ outputMode: 'CMAF', nextOutputMode: 'RTMP' })
  on.cloud.delays.release = 3_000
  on.pipeline.lose()
  await on.until('back, by way of a fresh look at the key', ({ session }) => session.witnesses.sender === 'publishing' && modes(on).length > 2)
  expect(new Set(modes(on))).toEqual(new Set(['CMAF']))
  await on.call('session.endLive', null)
  await on.until('done', ({ session }) => session.state === 'done')
  expect(on.snapshot().program).toMatchObject({ outputMode: 'RTMP', nextOutputMode: 'RTMP' })
  expect(on.settings.current().outputMode).toBe('RTMP')
  expect(on.codes().filter((code) => code === 'output-mode-changed')).toHaveLength(1)
})

test('a service that makes something else of the stream is named once it has settled', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern', outputMode: 'RTMP_CMAF' } })
  on.cloud.modeForced = 'CMAF'
  await on.call('session.streamStart', null)
  await on.until('seen', ({ session }) => session.streamKey?.state === 'ACTIVE_PREP')
  expect(on.session().verdict.code).toBe('waiting-for-service')
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(on.session().verdict).toEqual({ level: 'warn', code: 'mode-differs', params: { asked: 'RTMP_CMAF', reported: 'CMAF' } })
  expect(on.session().actions.goLive.allowed).toBe(true)
})

test('another orientation opens the capture anew, and never under a stream', async () => {
  const on = await startReady()
  expect(await on.call('program.setOrientation', { orientation: 'vertical' })).toEqual(refused('while-sending'))
  await on.call('session.streamStop', null)
  await on.until('stopped', ({ session }) => session.actions.setOrientation.allowed)
  expect(await on.call('program.setOrientation', { orientation: 'vertical' })).toEqual(ok(null))
  expect(shapes(on)).toEqual(['horizontal', 'vertical'])
  expect(on.snapshot().program).toMatchObject({ orientation: 'vertical', preview: 'on', mismatch: true })
  expect(on.settings.current().orientation).toBe('vertical')
  await on.call('program.closePreview', null)
  expect(await on.call('program.setOrientation', { orientation: 'horizontal' })).toEqual(ok(null))
  expect(shapes(on), 'no device is opened for it').toHaveLength(2)
})

test('a picture of another shape than the profile’s is not started; either can be changed', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern', orientation: 'vertical' } })
  expect(on.snapshot().program.mismatch).toBe(true)
  expect(on.session().streamKey?.profile).toEqual({ id: '1', name: 'Landscape', orientation: 'horizontal' })
  expect(await on.call('session.streamStart', null)).toEqual(refused('orientation-mismatch'))
  expect(on.session().profiles).toBeNull()
  expect(await on.call('streamKey.listProfiles', null)).toEqual(ok(null))
  await on.call('streamKey.listProfiles', null)
  expect(on.cloud.arrived.filter(({ name }) => name === 'listProfiles')).toHaveLength(1)
  expect(on.session().profiles).toEqual([
    { id: '1', name: 'Landscape', orientation: 'horizontal' },
    { id: '2', name: 'Portrait', orientation: 'vertical' },
  ])
  expect(await on.call('streamKey.chooseProfile', { profileId: '2' })).toEqual(ok(null))
  expect(on.snapshot().program.mismatch).toBe(false)
  expect(on.codes()).toContain('profile-changed')
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(shapes(on)).toEqual(['vertical'])
  expect(await on.call('streamKey.chooseProfile', { profileId: '1' })).toEqual(refused('while-sending'))
})

test('a profile that was changed elsewhere just before the start is found by the start itself', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  on.cloud.profileId = 'portrait'
  expect(await on.core.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('refused', ({ session }) => session.failure !== null)
  expect(on.session()).toMatchObject({ state: 'idle', failure: { code: 'not-allowed', params: { reason: 'orientation-mismatch' } } })
  expect(on.pipeline.attempts).toEqual([])
})
