import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { noFfmpeg } from '../../../electron/pipeline/port.ts'
import { FakeCloud } from '../../fakes/fake-cloud.ts'
import { createManualClock } from '../../fakes/manual-clock.ts'
import { type CoreOnFakes, startConnected, startCore, startReady } from '../../fakes/start-core.ts'

const refused = (reason: string) => err(failure('not-allowed', { params: { reason } }))

test('choices are remembered, and opening the app opens no device', async () => {
  const on = await startConnected()
  await on.call('program.setSource', { sourceId: 'screen:0' })
  await on.call('program.setSound', { sound: 'tone' })
  expect(on.pipeline.programs.at(-1)).toMatchObject({
    layers: [{ source: { kind: 'screen', id: 'screen:0' }, place: 'whole' }],
    channels: [{ source: { kind: 'tone' } }],
  })
  const again = await startConnected({ settings: on.settings.current() })
  expect(again.snapshot().program).toMatchObject({ sourceId: 'screen:0', channels: [{ sourceId: 'tone', levelDb: 0 }], preview: 'off' })
  expect(again.pipeline.programs).toEqual([])
})

test('the preview opens and closes by itself, and not under a stream', async () => {
  const on = await startConnected()
  expect(await on.call('program.openPreview', null)).toEqual(refused('no-source'))
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  expect(await on.call('program.closePreview', null)).toEqual(ok(null))
  expect(on.snapshot().program.preview).toBe('off')
  const ready = await startReady()
  expect(await ready.call('program.closePreview', null)).toEqual(refused('already-sending'))
  expect(await ready.call('program.setSource', { sourceId: 'none' })).toEqual(refused('already-sending'))
  expect(ready.snapshot().program.preview).toBe('on')
})

test('another picture under a running stream replaces the encoder, not the connection; one that fails changes nothing', async () => {
  const on = await startReady()
  expect(await on.call('program.setSource', { sourceId: 'screen:0' })).toEqual(ok(null))
  expect(on.pipeline.attempts).toHaveLength(1)
  on.pipeline.programFailure = failure('screen-unavailable')
  expect(await on.call('program.setSource', { sourceId: 'test-pattern' })).toMatchObject({ ok: false, failure: { code: 'screen-unavailable' } })
  expect(on.snapshot().program).toMatchObject({ sourceId: 'screen:0', preview: 'on', failure: { code: 'screen-unavailable' } })
  expect(on.session().state).toBe('ready')
})

test('a picture that does not exist is named', async () => {
  const on = await startConnected()
  expect(await on.call('program.setSource', { sourceId: 'screen:9' })).toMatchObject({ ok: false, failure: { code: 'screen-unavailable' } })
  expect(on.snapshot().program.sourceId).toBe('none')
  const gone = await startConnected({ settings: { sourceId: 'screen:9' } })
  expect(gone.session().actions.streamStart).toEqual({ allowed: false, reason: 'source-not-ready' })
})

test('a picture that does not come up fails the start with its own words', async () => {
  const on = await startConnected({ settings: { sourceId: 'screen:0' } })
  on.pipeline.programFailure = failure('screen-unavailable')
  await on.call('session.streamStart', null)
  await on.until('failed', ({ session }) => session.state === 'failed')
  expect(on.session().failure?.code).toBe('screen-unavailable')
  expect(on.snapshot().program.preview).toBe('failed')
  on.pipeline.programFailure = null
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('ready', ({ session }) => session.state === 'ready')
})

test('an ffmpeg that cannot be used forbids the start until it can', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  const usable = on.pipeline.ffmpeg
  const lacking = failure('ffmpeg-lacks', { params: { feature: 'libx264' } })
  on.pipeline.ffmpeg = { ...noFfmpeg, path: '/opt/ffmpeg', failure: lacking }
  await on.call('program.refreshSources', null)
  expect(on.snapshot().app.ffmpeg.failure).toEqual(lacking)
  expect(await on.call('session.streamStart', null)).toEqual(refused('no-ffmpeg'))
  expect(await on.call('program.openPreview', null)).toMatchObject({ ok: false, failure: { code: 'ffmpeg-lacks' } })
  on.pipeline.ffmpeg = usable
  await on.call('program.refreshSources', null)
  expect(on.session().actions.streamStart.allowed).toBe(true)
})

const missing = failure('ffmpeg-missing')

test('an ffmpeg that is installed while Tally runs is found by looking again, and the picture can be asked for', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  const usable = on.pipeline.ffmpeg
  on.pipeline.ffmpeg = { ...noFfmpeg, failure: missing }
  on.pipeline.programFailure = missing
  await on.call('program.openPreview', null)
  await on.call('program.refreshSources', null)
  expect(on.snapshot()).toMatchObject({ app: { ffmpeg: { failure: missing } }, program: { preview: 'failed', failure: missing } })
  on.pipeline.ffmpeg = usable
  on.pipeline.programFailure = null
  expect(await on.call('program.refreshSources', null)).toEqual(ok(null))
  expect(on.snapshot()).toMatchObject({ app: { ffmpeg: { failure: null } }, program: { preview: 'off', failure: null } })
  expect(on.session().actions.streamStart).toEqual({ allowed: true })
})

test('connecting again looks for the ffmpeg that the local service missed', async () => {
  const clock = createManualClock()
  const cloud = new FakeCloud(clock)
  let found = false
  const local = ok({ apiUrl: 'http://127.0.0.1:1', ...cloud.credentials, appUserId: cloud.appUserId })
  const on = await startCore({ clock, cloud, deps: { startLocalCloud: async () => (found ? local : err(missing)) } })
  on.pipeline.ffmpeg = { ...noFfmpeg, failure: missing }
  await on.until('failed', ({ connection }) => connection.state === 'failed')
  found = true
  on.pipeline.ffmpeg = { ...noFfmpeg, path: '/opt/ffmpeg', version: '5.1', origin: 'system' }
  expect(await on.call('connection.select', { connectionId: 'local' })).toEqual(ok(null))
  expect(on.snapshot()).toMatchObject({ connection: { state: 'connected', failure: null }, app: { ffmpeg: { failure: null, origin: 'system' } } })
})

test('a machine without a screen says so and still offers the test pattern', async () => {
  const on = await startCore()
  on.pipeline.sources = [{ id: 'test-pattern', label: 'Test pattern' }]
  on.pipeline.listFailure = failure('no-display')
  await on.call('program.refreshSources', null)
  expect(on.snapshot().program).toMatchObject({ sources: [{ id: 'test-pattern' }], failure: { code: 'no-display' } })
  expect(await on.call('program.setSource', { sourceId: 'test-pattern' })).toEqual(ok(null))
})

test('a page that comes later sees the newest picture, but none of a program that is over', async () => {
  const on = await startConnected()
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  on.pipeline.emitPicture(new Uint8Array([1]))
  on.pipeline.emitPicture(new Uint8Array([2]))
  const seen: number[] = []
  const stop = on.core.watch('preview', (jpeg) => void seen.push(jpeg[0] ?? -1))
  expect(seen).toEqual([2])
  stop()
  on.pipeline.emitPicture(new Uint8Array([3]))
  expect(seen).toEqual([2])
  await on.call('program.closePreview', null)
  on.core.watch('preview', (jpeg) => void seen.push(jpeg[0] ?? -1))
  expect(seen).toEqual([2])
})

test('texts of others pass the redactor on their way out', async () => {
  const note = failure('keychain-unavailable', { detail: 'token=hunter2', params: { path: 'hunter2', seconds: 1 } })
  const redact = (text: string) => text.replaceAll('hunter2', '…')
  const { silentLogger } = await import('../../../electron/logging/port.ts')
  const on = await startConnected({ deps: { credentialsNote: note, logger: { ...silentLogger, redact, child: () => silentLogger } } })
  expect(on.snapshot().app.credentialsNote).toEqual(failure('keychain-unavailable', { detail: 'token=…', params: { path: '…', seconds: 1 } }))
})

const used = ({ pipeline }: CoreOnFakes) => pipeline.programs.map(({ videoKbps }) => videoKbps)

test('another bit rate is taken over by an open preview at once, and by a closed one when it opens', async () => {
  const on = await startConnected()
  await on.call('settings.set', { videoKbps: 1500 })
  expect([used(on), on.snapshot().program.videoKbps]).toEqual([[], 1500])
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  await on.call('settings.set', { videoKbps: 4000 })
  expect(used(on)).toEqual([1500, 4000])
  expect(on.snapshot().program).toMatchObject({ videoKbps: 4000, preview: 'on' })
  expect(on.settings.current().videoKbps).toBe(4000)
})

test('another bit rate counts at once, also for what is sent', async () => {
  const on = await startReady()
  await on.call('settings.set', { videoKbps: 4000 })
  expect(used(on)).toEqual([2500, 4000])
  expect(on.snapshot()).toMatchObject({ program: { videoKbps: 4000, preview: 'on' }, session: { state: 'ready', reconnectAttempt: 0 } })
  expect(on.pipeline.attempts).toHaveLength(1)
})

test('the choices of the page are kept, and each alone', async () => {
  const on = await startConnected()
  expect(on.snapshot().app).toMatchObject({ theme: 'dark', guide: 'rehearsal', countdownSeconds: 0, shortcuts: true })
  expect(await on.call('settings.set', { theme: 'contrast', guide: 'done', countdownSeconds: 5, shortcuts: false })).toEqual(ok(null))
  expect(await on.call('settings.set', { language: 'ko' })).toEqual(ok(null))
  expect(on.snapshot().app).toMatchObject({ language: 'ko', theme: 'contrast', guide: 'done', countdownSeconds: 5, shortcuts: false })
  expect(on.settings.current()).toMatchObject({ language: 'ko', theme: 'contrast', guide: 'done', countdownSeconds: 5, shortcuts: false })
})
