import { expect, test } from 'vitest'
import { failure } from '#shared/failure'
import { err, ok } from '#shared/result'
import { defaultCameraPlace, firstScenes, type Scene } from '#shared/scenes'
import { mostScenes } from '../../../electron/core/choose-picture.ts'
import type { Settings } from '../../../electron/settings/port.ts'
import { type CoreOnFakes, startConnected, startLive } from '../../fakes/start-core.ts'

const refused = (reason: string) => err(failure('not-allowed', { params: { reason } }))
const scene = (change: Partial<Scene> & Pick<Scene, 'id' | 'layout'>): Scene => ({
  name: null,
  fit: 'fit',
  camera: defaultCameraPlace,
  path: null,
  part: null,
  ...change,
})
const both = { sourceId: 'test-pattern', cameraId: 'camera:front' } as const
const shown = ({ pipeline }: CoreOnFakes) =>
  pipeline.program?.layers.map(({ source }) => ('id' in source ? source.id : 'path' in source ? source.path : source.kind))

/** The preview is open. */
async function startShowing(settings: Partial<Settings>): Promise<CoreOnFakes> {
  const on = await startConnected({ settings })
  expect(await on.call('program.openPreview', null)).toEqual(ok(null))
  return on
}

test('the first scenes are there, and another one takes effect at once, also on air', async () => {
  const on = await startLive({ settings: { cameraId: 'camera:front' } })
  expect(on.snapshot().program).toMatchObject({ scenes: firstScenes, sceneId: 'screen', cameraId: 'camera:front' })
  expect(await on.call('program.setScene', { sceneId: 'side-by-side' })).toEqual(ok(null))
  expect(shown(on)).toEqual(['test-pattern', 'camera:front'])
  expect(on.snapshot().program.sceneId).toBe('side-by-side')
  expect(on.pipeline.attempts).toHaveLength(1)
  expect(on.session().tally.state).toBe('live')
  expect(on.snapshot().timeline.at(-1)).toMatchObject({ kind: 'action', code: 'scene-changed', params: { layout: 'side-by-side' } })
  const again = await startConnected({ settings: on.settings.current() })
  expect(again.snapshot().program).toMatchObject({ sceneId: 'side-by-side', preview: 'off' })
  expect(again.pipeline.programs).toEqual([])
})

test('a scene that lacks its source is refused with the reason, and the one in force stays', async () => {
  const scenes = [...firstScenes, scene({ id: 'logo', layout: 'image' })]
  const on = await startShowing({ sourceId: 'test-pattern', scenes })
  expect(await on.call('program.setScene', { sceneId: 'camera' })).toEqual(refused('no-camera'))
  expect(await on.call('program.setScene', { sceneId: 'side-by-side' })).toEqual(refused('no-camera'))
  expect(await on.call('program.setScene', { sceneId: 'logo' })).toEqual(refused('no-file'))
  expect(await on.call('program.setScene', { sceneId: 'never' })).toEqual(refused('scene-gone'))
  expect(await on.call('program.saveScene', scene({ id: 'screen', layout: 'camera' }))).toEqual(refused('no-camera'))
  expect([on.snapshot().program.sceneId, shown(on)]).toEqual(['screen', ['test-pattern']])
})

test('a scene that does not come up on air leaves the old one in force and says why', async () => {
  const on = await startLive({ settings: { cameraId: 'camera:front' } })
  on.pipeline.programFailure = failure('encoder-failed')
  expect(await on.call('program.setScene', { sceneId: 'camera' })).toEqual(err(failure('encoder-failed')))
  expect(on.snapshot().program).toMatchObject({ sceneId: 'screen', preview: 'on', failure: { code: 'encoder-failed' } })
  expect(on.settings.current().sceneId).toBe('screen')
  expect(on.codes()).not.toContain('scene-changed')
  expect(on.session().tally.state).toBe('live')
  on.pipeline.programFailure = null
  expect(await on.call('program.setScene', { sceneId: 'camera' })).toEqual(ok(null))
  expect(on.snapshot().program).toMatchObject({ sceneId: 'camera', failure: null })
})

test('without a screen, scenes that need none can be shown and sent', async () => {
  const on = await startConnected()
  expect(on.session().actions.streamStart).toEqual({ allowed: false, reason: 'no-source' })
  expect(await on.call('program.setScene', { sceneId: 'slate' })).toEqual(ok(null))
  expect(on.pipeline.programs).toEqual([])
  expect(on.session().actions.streamStart).toEqual({ allowed: true })
  expect(await on.call('program.openPreview', null)).toEqual(ok(null))
  expect(shown(on)).toEqual(['/slates/be-right-back-en-horizontal.png'])
  expect(await on.call('program.setScene', { sceneId: 'screen' })).toEqual(refused('no-source'))
  expect(on.snapshot().program).toMatchObject({ sceneId: 'slate', preview: 'on' })
})

test('the slate speaks the language of the page and stands as the picture does', async () => {
  const on = await startShowing({ sceneId: 'slate', orientation: 'vertical' })
  expect(shown(on)).toEqual(['/slates/be-right-back-en-vertical.png'])
  await on.call('settings.set', { language: 'ko' })
  expect(shown(on)).toEqual(['/slates/be-right-back-ko-vertical.png'])
  await on.call('program.setOrientation', { orientation: 'horizontal' })
  expect(shown(on)).toEqual(['/slates/be-right-back-ko-horizontal.png'])
})

test('the screen may go while the slate is shown, and not while it is what is sent', async () => {
  const on = await startLive()
  expect(await on.call('program.setSource', { sourceId: 'none' })).toEqual(refused('on-air'))
  await on.call('program.setScene', { sceneId: 'slate' })
  expect(await on.call('program.setSource', { sourceId: 'none' })).toEqual(ok(null))
  expect(on.snapshot().program).toMatchObject({ sourceId: 'none', preview: 'on' })
  expect(await on.call('program.setScene', { sceneId: 'screen' })).toEqual(refused('no-source'))
  expect(on.session().tally.state).toBe('live')
})

test('a camera is opened by choosing it where it is in the picture, and let go with it', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern' } })
  expect(await on.call('program.setCamera', { sourceId: 'camera:front' })).toEqual(ok(null))
  expect([on.pipeline.programs, on.codes().at(-1)]).toEqual([[], 'camera-changed'])
  await on.call('program.setScene', { sceneId: 'camera' })
  await on.call('program.setCamera', { sourceId: 'none' })
  expect(on.session().actions.streamStart).toEqual({ allowed: false, reason: 'no-camera' })
  expect(await on.call('program.openPreview', null)).toEqual(refused('no-camera'))
  expect(await on.call('program.setCamera', { sourceId: 'file:/clips/me.mp4' })).toEqual(ok(null))
  expect([shown(on), on.snapshot().program.preview]).toEqual([['/clips/me.mp4'], 'on'])
  expect(await on.call('program.setCamera', { sourceId: 'none' })).toEqual(ok(null))
  expect([on.pipeline.program, on.snapshot().program.preview]).toEqual([null, 'off'])
})

test('on air, the camera that is seen cannot be taken away, and an unknown one is looked for once more', async () => {
  const on = await startLive({ settings: { ...both, sceneId: 'camera' } })
  expect(await on.call('program.setCamera', { sourceId: 'none' })).toEqual(refused('on-air'))
  expect(await on.call('program.setCamera', { sourceId: 'camera:back' })).toEqual(
    err(failure('camera-unavailable', { params: { sourceId: 'camera:back' } })),
  )
  on.pipeline.cameras = [...on.pipeline.cameras, { id: 'camera:back', label: 'Back camera' }]
  expect(await on.call('program.setCamera', { sourceId: 'camera:back' })).toEqual(ok(null))
  expect(shown(on)).toEqual(['camera:back'])
  expect(on.snapshot().program.cameras).toEqual(on.pipeline.cameras)
})

test('a camera that was unplugged stays chosen, is shown as lost, and holds up the scenes that need it', async () => {
  const on = await startConnected({ settings: { sourceId: 'test-pattern', cameraId: 'camera:desk', sceneId: 'screen-camera' } })
  const lost = {
    id: 'camera:desk',
    state: 'lost',
    width: null,
    height: null,
    failure: failure('camera-unavailable', { params: { sourceId: 'camera:desk' } }),
  }
  expect(on.snapshot().program).toMatchObject({ cameraId: 'camera:desk', open: [lost] })
  // the screen goes on without it
  expect(on.session().actions.streamStart).toEqual({ allowed: true })
  expect(await on.call('program.openPreview', null)).toEqual(ok(null))
  expect(shown(on)).toEqual(['test-pattern', 'camera:desk'])
  await on.call('program.setScene', { sceneId: 'camera' })
  expect(on.session().actions.streamStart).toEqual({ allowed: false, reason: 'source-not-ready' })
  on.pipeline.cameras = [{ id: 'camera:desk', label: 'Desk camera' }]
  await on.call('program.refreshSources', null)
  expect(on.snapshot().program.open).toEqual([])
  expect(on.session().actions.streamStart).toEqual({ allowed: true })
})

test('what is open is shown as the pipeline tells it, and what goes and comes back is told once each', async () => {
  const on = await startShowing({ ...both, sceneId: 'screen-camera' })
  const camera = { id: 'camera:front', width: 1280, height: 720, failure: null }
  const say = async (state: 'opening' | 'running' | 'lost') => {
    on.pipeline.emitCapture({ open: [{ ...camera, state }], warnings: ['too-dark'] })
    await on.clock.settle()
  }
  await say('running')
  expect(on.snapshot().program).toMatchObject({ open: [{ ...camera, state: 'running' }], warnings: ['too-dark'] })
  for (const state of ['lost', 'lost', 'opening', 'lost', 'opening', 'running', 'running'] as const) await say(state)
  const told = on.snapshot().timeline.filter(({ code }) => code === 'source-lost' || code === 'source-back')
  expect(told.map(({ kind, code, params }) => [kind, code, params])).toEqual([
    ['trouble', 'source-lost', { label: 'Front camera', sourceId: 'camera:front' }],
    ['recovered', 'source-back', { label: 'Front camera', sourceId: 'camera:front' }],
  ])
})

test('scenes are saved, renamed and removed, never the one in force, and not without end', async () => {
  const on = await startShowing(both)
  const intro = scene({ id: 'intro', name: '시작', layout: 'file', path: '/intro.mp4' })
  expect(await on.call('program.saveScene', intro)).toEqual(ok(null))
  expect(await on.call('program.saveScene', { ...intro, name: 'Intro' })).toEqual(ok(null))
  expect(on.settings.current().scenes).toEqual([...firstScenes, { ...intro, name: 'Intro' }])
  expect(await on.call('program.setScene', { sceneId: 'intro' })).toEqual(ok(null))
  expect(on.snapshot().timeline.at(-1)).toMatchObject({ code: 'scene-changed', params: { name: 'Intro' } })
  expect(await on.call('program.saveScene', { ...intro, path: '/other.mp4' })).toEqual(ok(null))
  expect(shown(on)).toEqual(['/other.mp4'])
  expect(await on.call('program.removeScene', { sceneId: 'intro' })).toEqual(refused('scene-in-use'))
  for (const { id } of firstScenes) expect(await on.call('program.removeScene', { sceneId: id })).toEqual(ok(null))
  expect(on.snapshot().program.scenes.map(({ id }) => id)).toEqual(['intro'])
  for (let more = 1; more < mostScenes; more += 1)
    expect(await on.call('program.saveScene', scene({ id: `s${more}`, layout: 'screen' }))).toEqual(ok(null))
  expect(await on.call('program.saveScene', scene({ id: 'one-more', layout: 'screen' }))).toEqual(refused('too-many-scenes'))
  expect(await on.call('program.saveScene', scene({ id: 's1', layout: 'slate' }))).toEqual(ok(null))
})

test('what is dragged is applied newest first, written once, and never lost', async () => {
  const on = await startShowing({ ...both, sceneId: 'screen-camera' })
  const before = on.pipeline.programs.length
  let writes = 0
  const { update } = on.settings
  Object.assign(on.settings, {
    update: (change: Partial<Settings>) => {
      writes += 1
      return update(change)
    },
  })
  const steps = Array.from({ length: 40 }, (_, step) => on.core.call('program.setCameraPlace', { x: step / 40 }))
  await on.wait(0)
  expect(on.snapshot().program.scenes[1]?.camera, 'the page follows the finger').toMatchObject({ x: 39 / 40, y: 1 })
  await on.wait(400)
  expect(await Promise.all(steps)).toEqual(steps.map(() => ok(null)))
  expect(on.pipeline.programs.length - before).toBe(1)
  expect(on.pipeline.program?.layers[1]?.place).toEqual({ ...defaultCameraPlace, x: 39 / 40 })
  expect([writes, on.settings.current().scenes[1]?.camera.x]).toEqual([0, 1])
  await on.wait(200)
  expect([writes, on.settings.current().scenes[1]?.camera.x]).toEqual([1, 39 / 40])
})

test('while one place is applied only the newest of the next ones waits', async () => {
  const on = await startShowing({ ...both, sceneId: 'screen-camera' })
  const before = on.pipeline.programs.length
  const steps = [on.core.call('program.setCameraPlace', { x: 0 })]
  await on.wait(10)
  for (const x of [0.1, 0.2, 0.3]) steps.push(on.core.call('program.setCameraPlace', { x }))
  await on.wait(500)
  await Promise.all(steps)
  expect(on.pipeline.programs.slice(before).map(({ layers }) => layers[1]?.place)).toEqual([
    { ...defaultCameraPlace, x: 0 },
    { ...defaultCameraPlace, x: 0.3 },
  ])
  expect(on.pipeline.overlapped).toBe(false)
})

test('places that cannot be applied are not tried one after another', async () => {
  const on = await startShowing({ ...both, sceneId: 'screen-camera' })
  on.pipeline.programFailure = failure('encoder-failed')
  const steps = Array.from({ length: 40 }, (_, step) => on.core.call('program.setCameraPlace', { x: step / 40 }))
  await on.wait(2 * on.pipeline.delays.program)
  expect(await Promise.all(steps)).toEqual(steps.map(() => err(failure('encoder-failed'))))
  expect(on.snapshot().program).toMatchObject({ preview: 'on', failure: { code: 'encoder-failed' } })
})

test('what was dragged a moment before the program ends is written', async () => {
  const on = await startShowing({ ...both, sceneId: 'screen-camera' })
  const dragged = on.core.call('program.setCameraPlace', { size: 0.5, hidden: true })
  const ended = on.core[Symbol.asyncDispose]()
  // sooner than it would be written by itself
  await on.wait(300)
  await Promise.all([dragged, ended])
  expect(on.settings.current().scenes[1]?.camera).toEqual({ ...defaultCameraPlace, size: 0.5, hidden: true })
})

test('the preview that failed is tried again with another scene', async () => {
  const on = await startConnected({ settings: both })
  on.pipeline.programFailure = failure('screen-unavailable')
  await on.call('program.openPreview', null)
  expect(on.snapshot().program.preview).toBe('failed')
  on.pipeline.programFailure = null
  expect(await on.call('program.setScene', { sceneId: 'camera' })).toEqual(ok(null))
  expect([on.snapshot().program.preview, shown(on)]).toEqual(['on', ['camera:front']])
})
