import type { ReasonCode } from '#shared/contract'
import { failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import type { CameraPlace, Scene } from '#shared/scenes'
import type { TimelineNote } from '../broadcast/timeline.ts'
import type { ApplyChoices } from './apply-choices.ts'
import { type Change, type Choices, type ChoicesStore, sceneOf } from './choices.ts'
import type { ProgramRun } from './run-program.ts'
import { fileOf, missingIn, showsCamera } from './scene-layers.ts'
import type { SourceLists } from './source-lists.ts'

export const mostScenes = 20

export type ChoosePictureDeps = {
  readonly choices: ChoicesStore
  readonly lists: SourceLists
  readonly run: ProgramRun
  readonly apply: ApplyChoices
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>
  readonly tell: (note: TimelineNote) => void
}

/** What viewers see: the screen, the camera, and the scene that arranges them. */
export type ChoosePicture = {
  /** `none` closes the preview where nothing is left to show; anything else opens it, for choosing is asking. */
  readonly setSource: (sourceId: string) => Promise<Result<null>>
  /** The same; a camera that is not in the picture is not opened. */
  readonly setCamera: (cameraId: string) => Promise<Result<null>>
  /** `no-camera`, `no-file`: the scene cannot be shown, and the one in force stays. */
  readonly setScene: (sceneId: string) => Promise<Result<null>>
  readonly saveScene: (scene: Scene) => Promise<Result<null>>
  readonly removeScene: (sceneId: string) => Promise<Result<null>>
  readonly setCameraPlace: (place: Partial<CameraPlace>) => Promise<Result<null>>
}

const refused = (reason: ReasonCode): Result<never> => err(failure('not-allowed', { params: { reason } }))
const ready = (choices: Choices): boolean => missingIn(sceneOf(choices), choices) === null

export function createChoosePicture({ choices, lists, run, apply, inTurn, tell }: ChoosePictureDeps): ChoosePicture {
  /** Must run in turn. */
  async function choose(change: Change, opens: boolean, note: TimelineNote): Promise<Result<null>> {
    const before = choices.current()
    const next = change(before)
    const leavesNothing = !ready(next)
    if (leavesNothing && ready(before)) await run.stop()
    const applied = await apply.attempt(change, opens && !leavesNothing)
    const { sourceId, cameraId } = choices.current()
    if (applied.ok && (before.sourceId !== sourceId || before.cameraId !== cameraId)) tell(note)
    return applied
  }

  async function setSource(sourceId: string): Promise<Result<null>> {
    if (sourceId !== 'none' && !(await lists.has('sources', sourceId))) return err(failure('screen-unavailable', { params: { sourceId } }))
    const note = { kind: 'action', code: 'source-changed', params: { sourceId } } as const
    return choose((now) => ({ ...now, sourceId }), sourceId !== 'none', note)
  }

  async function setCamera(cameraId: string): Promise<Result<null>> {
    const there = cameraId === 'none' || fileOf(cameraId) !== null || (await lists.has('cameras', cameraId))
    if (!there) return err(failure('camera-unavailable', { params: { sourceId: cameraId } }))
    const opens = cameraId !== 'none' && showsCamera(sceneOf(choices.current()))
    return choose((now) => ({ ...now, cameraId }), opens, { kind: 'action', code: 'camera-changed', params: { cameraId } })
  }

  /** Null where it can be shown. Only the screen may still be chosen later, as long as nothing is shown. */
  function refusal(scene: Scene): Result<never> | null {
    const missing = missingIn(scene, choices.current())
    return missing === null || (missing === 'no-source' && run.running() === null) ? null : refused(missing)
  }

  async function setScene(sceneId: string): Promise<Result<null>> {
    const before = sceneOf(choices.current())
    const scene = choices.current().scenes.find(({ id }) => id === sceneId)
    if (!scene) return refused('scene-gone')
    const no = refusal(scene)
    if (no) return no
    const opens = run.preview() === 'failed' && ready({ ...choices.current(), sceneId })
    const applied = await apply.attempt((now) => ({ ...now, sceneId }), opens)
    const params = scene.name === null ? { layout: scene.layout } : { name: scene.name }
    if (applied.ok && before.id !== sceneId) tell({ kind: 'action', code: 'scene-changed', params })
    return applied
  }

  async function saveScene(scene: Scene): Promise<Result<null>> {
    const { scenes } = choices.current()
    const isNew = !scenes.some(({ id }) => id === scene.id)
    if (isNew && scenes.length >= mostScenes) return refused('too-many-scenes')
    const isShown = sceneOf(choices.current()).id === scene.id
    const no = isShown ? refusal(scene) : null
    if (no) return no
    return apply.attempt((now) => ({ ...now, scenes: withScene(now.scenes, scene) }), false)
  }

  async function removeScene(sceneId: string): Promise<Result<null>> {
    if (sceneOf(choices.current()).id === sceneId) return refused('scene-in-use')
    choices.change((now) => ({ ...now, scenes: now.scenes.filter(({ id }) => id !== sceneId) }))
    await choices.write()
    return ok(null)
  }

  return {
    setSource: (id) => inTurn(() => setSource(id)),
    setCamera: (id) => inTurn(() => setCamera(id)),
    setScene: (id) => inTurn(() => setScene(id)),
    saveScene: (scene) => inTurn(() => saveScene(scene)),
    removeScene: (id) => inTurn(() => removeScene(id)),
    setCameraPlace: (place) => {
      const { id } = sceneOf(choices.current())
      const placed = (scene: Scene) => (scene.id === id ? { ...scene, camera: { ...scene.camera, ...place } } : scene)
      return apply.steer((now) => ({ ...now, scenes: now.scenes.map(placed) }))
    },
  }
}

const withScene = (scenes: readonly Scene[], scene: Scene): Scene[] =>
  scenes.some(({ id }) => id === scene.id) ? scenes.map((other) => (other.id === scene.id ? scene : other)) : [...scenes, scene]
