import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { noFfmpeg } from '../../../electron/pipeline/port.ts'
import { startConnected, startReady } from '../../fakes/start-core.ts'

const own = '/home/김철수/my ffmpeg'
const gone = failure('ffmpeg-missing', { params: { path: own } })

test('one’s own ffmpeg is tried, taken, remembered, and given up again', async () => {
  const on = await startConnected()
  on.pipeline.ownFfmpegs.set(own, null)
  expect(await on.call('program.useFfmpeg', { path: own })).toEqual(ok({ path: own, version: '7.0' }))
  expect(on.snapshot().app.ffmpeg).toMatchObject({ path: own, origin: 'setting', version: '7.0', own, waits: false, failure: null })
  expect(on.settings.current().ffmpegPath).toBe(own)
  expect(await on.call('program.useFfmpeg', { path: null })).toEqual(ok(null))
  expect(on.snapshot().app.ffmpeg).toMatchObject({ origin: 'bundled', own: null })
})

test('one that does not work is refused, and nothing changes', async () => {
  const on = await startConnected()
  on.pipeline.ownFfmpegs.set(own, failure('ffmpeg-hangs', { params: { path: own, seconds: 5 } }))
  const before = on.snapshot().app.ffmpeg
  expect(await on.call('program.useFfmpeg', { path: own })).toMatchObject({ ok: false, failure: { code: 'ffmpeg-hangs' } })
  expect(await on.call('program.useFfmpeg', { path: '/nothing here' })).toMatchObject({ ok: false, failure: { code: 'ffmpeg-missing' } })
  expect(on.snapshot().app.ffmpeg).toEqual(before)
  expect(on.settings.current().ffmpegPath).toBeNull()
})

test('an open preview is opened anew with it', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  await on.call('program.openPreview', null)
  on.pipeline.ownFfmpegs.set(own, null)
  await on.call('program.useFfmpeg', { path: own })
  expect(on.pipeline.programs).toHaveLength(2)
  expect(on.snapshot().program.preview).toBe('on')
})

test('what is sent keeps the one that it began with; the choice counts from the next start', async () => {
  const on = await startReady()
  on.pipeline.ownFfmpegs.set(own, null)
  const { programs } = on.pipeline
  expect(await on.call('program.useFfmpeg', { path: own })).toMatchObject({ ok: true })
  await on.call('program.refreshSources', null)
  expect(on.snapshot().app.ffmpeg).toMatchObject({ origin: 'bundled', own, waits: true })
  expect(programs).toHaveLength(1)
  expect(on.pipeline.attempts).toHaveLength(1)
  await on.call('session.streamStop', null)
  await on.until('stopped', ({ session }) => session.actions.streamStart.allowed)
  await on.call('session.streamStart', null)
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(on.snapshot().app.ffmpeg).toMatchObject({ path: own, origin: 'setting', waits: false })
  expect(programs).toHaveLength(2)
})

test('one that is gone at the next launch is replaced, which is said; when it is back it is used again', async () => {
  const on = await startConnected({ settings: { ffmpegPath: own, sourceId: 'test-pattern' } })
  expect(on.snapshot().app.ffmpeg).toMatchObject({ origin: 'bundled', own, waits: false, warning: { code: 'ffmpeg-replaced' } })
  expect(on.session().actions.streamStart.allowed).toBe(true)
  on.pipeline.ownFfmpegs.set(own, null)
  await on.call('program.refreshSources', null)
  expect(on.snapshot().app.ffmpeg).toMatchObject({ path: own, origin: 'setting', warning: null })
})

test('one that vanished since it was found is looked for again when a picture is opened, and another takes its place', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  on.pipeline.ownFfmpegs.set(own, null)
  await on.call('program.useFfmpeg', { path: own })
  on.pipeline.ownFfmpegs.set(own, gone)
  const start = on.pipeline.startProgram
  let asked = 0
  on.pipeline.startProgram = (program) => {
    asked++
    return asked === 1 ? Promise.resolve(err(gone)) : start(program)
  }
  expect(await on.call('program.openPreview', null)).toEqual(ok(null))
  expect(on.snapshot()).toMatchObject({ app: { ffmpeg: { origin: 'bundled', own } }, program: { preview: 'on', failure: null } })
})

test('it helps where there was none', async () => {
  const on = await startConnected()
  on.pipeline.ffmpeg = { ...noFfmpeg, failure: failure('ffmpeg-missing') }
  await on.call('program.refreshSources', null)
  on.pipeline.ownFfmpegs.set(own, null)
  expect(await on.call('program.useFfmpeg', { path: own })).toMatchObject({ ok: true })
  expect(on.snapshot().app.ffmpeg).toMatchObject({ path: own, failure: null })
})
