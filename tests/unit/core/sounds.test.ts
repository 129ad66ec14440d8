import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { defaultCameraPlace, firstScenes } from '#shared/scenes'
import { type CoreOnFakes, startConnected, startReady } from '../../fakes/start-core.ts'

const channel = (sourceId: string, change: object = {}) => ({ sourceId, levelDb: 0, muted: false, delayMs: 0, ...change })
const heard = ({ pipeline }: CoreOnFakes) => pipeline.program?.channels
const channels = (on: CoreOnFakes) => on.snapshot().program.channels

test('sounds are added and taken away while it is sent, without another connection', async () => {
  const on = await startReady()
  expect(await on.call('program.addSound', { sourceId: 'mic:desk' })).toEqual(ok(null))
  expect(await on.call('program.addSound', { sourceId: 'tone' })).toEqual(ok(null))
  expect(await on.call('program.addSound', { sourceId: 'tone' })).toEqual(ok(null))
  expect(heard(on)).toEqual([
    { source: { kind: 'microphone', id: 'mic:desk' }, levelDb: 0, muted: false, delayMs: 0 },
    { source: { kind: 'tone' }, levelDb: 0, muted: false, delayMs: 0 },
  ])
  expect(await on.call('program.removeSound', { sourceId: 'mic:desk' })).toEqual(ok(null))
  expect(channels(on)).toEqual([channel('tone')])
  expect(await on.call('program.setSound', { sound: 'silence' })).toEqual(ok(null))
  expect(heard(on)).toEqual([])
  expect(on.pipeline.attempts).toHaveLength(1)
  expect(on.codes().filter((code) => code === 'sound-changed')).toHaveLength(4)
})

test('a sound that is not there is looked for once more and then refused', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  const unavailable = (sourceId: string) => err(failure('microphone-unavailable', { params: { sourceId } }))
  expect(await on.call('program.addSound', { sourceId: 'system' })).toEqual(unavailable('system'))
  expect(await on.call('program.setSound', { sound: 'mic:gone' })).toEqual(unavailable('mic:gone'))
  expect(await on.call('program.setChannel', { sourceId: 'mic:desk', levelDb: -6 })).toEqual(unavailable('mic:desk'))
  on.pipeline.microphones = [...on.pipeline.microphones, { id: 'system', label: 'This computer' }]
  expect(await on.call('program.addSound', { sourceId: 'system' })).toEqual(ok(null))
  await on.call('program.openPreview', null)
  expect(heard(on)).toEqual([{ source: { kind: 'system', id: 'system' }, levelDb: 0, muted: false, delayMs: 0 }])
})

test('a microphone that is chosen again has its level and its delay, and is heard', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  await on.call('program.addSound', { sourceId: 'mic:desk' })
  await on.call('program.setChannel', { sourceId: 'mic:desk', levelDb: -9, delayMs: 120 })
  await on.call('program.setChannel', { sourceId: 'mic:desk', muted: true })
  expect(channels(on)).toEqual([channel('mic:desk', { levelDb: -9, delayMs: 120, muted: true })])
  await on.call('program.setSound', { sound: 'tone' })
  const again = await startConnected({ settings: on.settings.current() })
  expect(channels(again)).toEqual([channel('tone')])
  await again.call('program.setSound', { sound: 'mic:desk' })
  expect(channels(again)).toEqual([channel('mic:desk', { levelDb: -9, delayMs: 120 })])
})

test('a level that is dragged while nothing runs is kept; while it runs the last one is heard', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern', channels: [channel('tone')] } })
  for (const levelDb of [-1, -2, -3]) await on.call('program.setChannel', { sourceId: 'tone', levelDb })
  expect(on.pipeline.programs).toEqual([])
  await on.call('program.openPreview', null)
  const drags = [-10, -20, -30, -40].map((levelDb) => on.core.call('program.setChannel', { sourceId: 'tone', levelDb }))
  await on.wait(600)
  await Promise.all(drags)
  expect(on.pipeline.programs.map((program) => program.channels[0]?.levelDb)).toEqual([-3, -40])
  expect(on.settings.current().channels).toEqual([channel('tone', { levelDb: -40 })])
})

test('a film brings its sound with it, at the level that it had', async () => {
  const film = { id: 'film', name: null, layout: 'file', fit: 'fit', camera: defaultCameraPlace, path: '/film.mp4', part: null } as const
  const on = await startConnected({ settings: { sourceId: 'test-pattern', channels: [channel('tone')], scenes: [...firstScenes, film] } })
  await on.call('program.openPreview', null)
  await on.call('program.setScene', { sceneId: 'film' })
  expect(channels(on)).toEqual([channel('tone'), channel('file:/film.mp4')])
  expect(heard(on)?.[1]).toEqual({ source: { kind: 'file', path: '/film.mp4' }, levelDb: 0, muted: false, delayMs: 0 })
  await on.call('program.setChannel', { sourceId: 'file:/film.mp4', levelDb: -12 })
  expect(await on.call('program.removeSound', { sourceId: 'file:/film.mp4' })).toEqual(ok(null))
  expect(heard(on)?.[1]).toMatchObject({ levelDb: -12, muted: true })
  await on.call('program.setScene', { sceneId: 'screen' })
  expect([channels(on), heard(on)?.length]).toEqual([[channel('tone')], 1])
  await on.call('program.setScene', { sceneId: 'film' })
  expect(channels(on)[1]).toEqual(channel('file:/film.mp4', { levelDb: -12, muted: true }))
})

test('a film in place of the camera is heard only where it is seen', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern', cameraId: 'file:/me.mp4', sceneId: 'screen-camera' } })
  expect(channels(on)).toEqual([channel('file:/me.mp4')])
  await on.call('program.setCameraPlace', { hidden: true })
  expect(channels(on)).toEqual([])
  await on.call('program.setCameraPlace', { hidden: false })
  await on.call('program.setScene', { sceneId: 'screen' })
  expect(channels(on)).toEqual([])
})

test('a microphone that was unplugged stays chosen and is shown as lost', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern', channels: [channel('mic:gone')] } })
  expect(on.snapshot().program).toMatchObject({
    channels: [channel('mic:gone')],
    open: [{ id: 'mic:gone', state: 'lost', failure: { code: 'microphone-unavailable' } }],
  })
})

test('sounds that cannot be changed on air stay as they were', async () => {
  const on = await startReady({ settings: { channels: [channel('tone')] } })
  on.pipeline.programFailure = failure('encoder-failed')
  expect(await on.call('program.addSound', { sourceId: 'mic:desk' })).toEqual(err(failure('encoder-failed')))
  expect(channels(on)).toEqual([channel('tone')])
  expect(on.settings.current().channels).toEqual([channel('tone')])
})
