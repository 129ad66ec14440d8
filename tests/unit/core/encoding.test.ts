import { expect, test } from 'vitest'
import type { EncodingChoice } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { type CoreOnFakes, startConnected, startReady } from '../../fakes/start-core.ts'

const sent = ({ pipeline }: CoreOnFakes) =>
  pipeline.programs.map(({ height, fps, preset, encoder, videoKbps }) => `${height} ${fps} ${preset} ${encoder} ${videoKbps}`)

test('an open preview takes over every choice, and the bitrate that belongs to it', async () => {
  const on = await startConnected()
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  expect(await on.call('program.setEncoding', { height: 1080, fps: 60 })).toEqual(ok(null))
  expect(sent(on)).toEqual(['720 30 veryfast x264 2500', '1080 60 veryfast x264 6000'])
  expect(on.settings.current()).toMatchObject({ height: 1080, fps: 60, preset: 'veryfast', encoder: 'x264', videoKbps: 6000 })
  expect(on.codes()).toContain('encoding-changed')
})

test('a bitrate of one’s own stays', async () => {
  const on = await startConnected()
  await on.call('settings.set', { videoKbps: 1800 })
  await on.call('program.setEncoding', { height: 1080 })
  expect(on.snapshot().program).toMatchObject({ videoKbps: 1800, encoding: { height: 1080 }, nextEncoding: { height: 1080 } })
})

test('on air rate, preset and encoder change at once; the height counts from the next start', async () => {
  const on = await startReady()
  await on.call('program.setEncoding', { fps: 60, preset: 'fast', height: 1080 })
  expect(sent(on)).toEqual(['720 30 veryfast x264 2500', '720 60 fast x264 2500'])
  expect(on.snapshot().program).toMatchObject({ encoding: { height: 720, fps: 60 }, nextEncoding: { height: 1080, fps: 60 } })
  expect(on.pipeline.attempts).toHaveLength(1)
  await on.call('session.streamStop', null)
  await on.until('stopped', ({ session }) => session.state === 'idle')
  expect(on.snapshot().program.encoding.height).toBe(1080)
  await on.until('let go', ({ session }) => session.actions.streamStart.allowed)
  expect(await on.call('session.streamStart', null)).toEqual(ok(null))
  await on.until('ready', ({ session }) => session.state === 'ready')
  expect(sent(on).at(-1)).toBe('1080 60 fast x264 2500')
})

test('what does not start leaves the picture, and the choice, as they were', async () => {
  const on = await startReady()
  on.pipeline.programFailure = failure('encoder-failed')
  expect(await on.call('program.setEncoding', { preset: 'fast' })).toEqual(err(failure('encoder-failed')))
  expect(on.snapshot().program).toMatchObject({ encoding: { preset: 'veryfast' }, nextEncoding: { preset: 'veryfast' }, preview: 'on' })
  expect(on.settings.current().preset).toBe('veryfast')
})

test('encoders are tried at the size and rate that are chosen', async () => {
  const on = await startConnected({ settings: { height: 1080, fps: 60, orientation: 'vertical' } })
  expect(await on.call('program.listEncoders', null)).toEqual(ok(on.pipeline.encoders))
  expect(on.pipeline.encoderSizes).toEqual([{ orientation: 'vertical', height: 1080, fps: 60 }])
})

test('a chip that does not work is told until another encoder is chosen', async () => {
  const on = await startConnected({ settings: { encoder: 'nvenc' } })
  const why = failure('encoder-unavailable', { params: { encoder: 'nvenc' } })
  on.pipeline.emit({ type: 'encoder-choice', state: 'replaced', encoder: 'nvenc', failure: why })
  const told = await on.until('it is told', ({ program }) => program.encoderFailure !== null)
  expect(told.program).toMatchObject({ encoderFailure: why, nextEncoding: { encoder: 'nvenc' } })
  expect(on.codes()).toContain('encoder-replaced')
  on.pipeline.emit({ type: 'encoder-choice', state: 'kept' })
  await on.until('it works', ({ program }) => program.encoderFailure === null)
})

const choice: EncodingChoice = {
  encoding: { height: 1080, fps: 30, preset: 'faster', encoder: 'x264' },
  videoKbps: 4500,
  cores: 4,
  measured: [],
  limit: null,
}

test('measuring closes the preview, sets what was chosen, and opens the preview with it', async () => {
  const on = await startConnected({ settings: { encoder: 'nvenc' } })
  await on.call('program.setSource', { sourceId: 'test-pattern' })
  on.pipeline.encodingChoice = ok(choice)
  expect(await on.call('program.chooseEncoding', null)).toEqual(ok(choice))
  expect(sent(on).at(-1)).toBe('1080 30 faster x264 4500')
  expect(on.snapshot().program).toMatchObject({ preview: 'on', videoKbps: 4500, nextEncoding: choice.encoding })
})

test('measuring never disturbs what is sent', async () => {
  const on = await startReady()
  expect(await on.call('program.chooseEncoding', null)).toEqual(err(failure('not-allowed', { params: { reason: 'while-sending' } })))
  expect(on.snapshot().program.preview).toBe('on')
})
