import type { PageOffer } from '#shared/contract'
import { type Failure, failure } from '#shared/failure'
import { err, ok, type Result } from '#shared/result'
import { type CanvasSize, halves, type Rect } from '#shared/scenes'
import type { PictureLayer, PictureSource, ProgramSettings } from '../port.ts'
import type { CaptureInput, SoundInput } from './capture-input.ts'
import type { Listed } from './listed.ts'
import type { SourceRequest } from './port.ts'
import { keyOfPicture, keyOfSound } from './source-key.ts'

/** Everything that can be captured now. `failure`: why there are no screens. */
export type ListedSources = {
  readonly pictures: readonly Listed<CaptureInput>[]
  readonly cameras: readonly Listed<CaptureInput>[]
  readonly microphones: readonly Listed<SoundInput>[]
  readonly pages: readonly PageOffer[]
  readonly failure: Failure | null
}

/** The shape of a source that has not told its size. */
const usualSize: CanvasSize = { width: 1920, height: 1080 }

/** The size at which a picture of this shape covers the place, or fits into it. */
const sizeFor = (place: CanvasSize, shape: CanvasSize, covers: boolean): CanvasSize => {
  const across = place.width / shape.width
  const down = place.height / shape.height
  const scale = covers ? Math.max(across, down) : Math.min(across, down)
  return { width: Math.ceil(shape.width * scale), height: Math.ceil(shape.height * scale) }
}

const placeOf = ({ place }: PictureLayer, canvas: CanvasSize): CanvasSize => {
  const [first, second]: readonly Rect[] = halves(canvas)
  if (place === 'first-half') return first ?? canvas
  return place === 'second-half' ? (second ?? canvas) : canvas
}

/** A camera is asked for what the whole canvas needs, wherever it lies now: to open it again takes a second. */
const largestOf = (layer: PictureLayer, canvas: CanvasSize, shape: CanvasSize): CanvasSize => {
  if (typeof layer.place === 'object') return sizeFor(canvas, shape, true)
  const { width, height } = layer.part ?? { width: 1, height: 1 }
  // The whole of it comes in as large as makes the part large enough.
  const part = sizeFor(placeOf(layer, canvas), { width: shape.width * width, height: shape.height * height }, layer.fit === 'fill')
  return { width: Math.ceil(part.width / width), height: Math.ceil(part.height / height) }
}

const find = <T>(list: readonly Listed<T>[], id: string): Listed<T> | null => list.find((listed) => listed.id === id) ?? null

const unavailable = (source: PictureSource & { readonly id: string }): Failure =>
  failure(source.kind === 'camera' ? 'camera-unavailable' : 'screen-unavailable', { params: { sourceId: source.id } })

const pageGone = (sourceId: string): Failure => failure('device-gone', { params: { sourceId } })

const inputOf = (source: PictureSource, listed: ListedSources): Result<{ readonly input: CaptureInput; readonly shape: CanvasSize }> => {
  switch (source.kind) {
    case 'test-pattern':
      return ok({ input: { kind: 'test-pattern' }, shape: usualSize })
    case 'image':
    case 'file':
      return ok({ input: { kind: source.kind, path: source.path }, shape: usualSize })
    case 'page': {
      const picture = listed.pages.find(({ id }) => id === source.id)?.picture
      return picture ? ok({ input: { kind: 'page', id: source.id }, shape: picture }) : err(pageGone(source.id))
    }
    default: {
      const found = find(source.kind === 'camera' ? listed.cameras : listed.pictures, source.id)
      if (found === null) return err(source.kind === 'camera' ? unavailable(source) : (listed.failure ?? unavailable(source)))
      const { width, height } = found
      return ok({ input: found.input, shape: width === undefined || height === undefined ? usualSize : { width, height } })
    }
  }
}

const soundOf = (source: ProgramSettings['channels'][number]['source'], listed: ListedSources): Result<SoundInput | null> => {
  switch (source.kind) {
    case 'tone':
      return ok(null)
    case 'file':
      return ok({ kind: 'of-the-picture' })
    case 'page':
      return listed.pages.some(({ id, sound }) => id === source.id && sound) ? ok({ kind: 'page', id: source.id }) : err(pageGone(source.id))
    default: {
      const found = find(listed.microphones, source.id)
      return found === null ? err(failure('microphone-unavailable', { params: { sourceId: source.id } })) : ok(found.input)
    }
  }
}

export type AskedSources = {
  readonly requests: readonly SourceRequest[]
  /** Chosen, and not there: why, by its key. Another is never taken instead. */
  readonly missing: ReadonlyMap<string, Failure>
}

/** What has to be opened for these layers and sounds, each device, file or page once. */
export function askForSources(
  { layers, channels, fps }: Pick<ProgramSettings, 'layers' | 'channels' | 'fps'>,
  canvas: CanvasSize,
  listed: ListedSources,
): AskedSources {
  const requests = new Map<string, SourceRequest>()
  const missing = new Map<string, Failure>()
  for (const layer of layers) {
    const source = keyOfPicture(layer.source)
    const found = inputOf(layer.source, listed)
    if (!found.ok) {
      missing.set(source, found.failure)
      continue
    }
    const { input, shape } = found.value
    const asked = largestOf(layer, canvas, shape)
    const before = requests.get(source)?.picture?.largest ?? asked
    const largest = { width: Math.max(before.width, asked.width), height: Math.max(before.height, asked.height) }
    requests.set(source, { source, picture: { input, fps, largest }, sound: null })
  }
  for (const channel of channels) {
    const source = keyOfSound(channel.source)
    const found = soundOf(channel.source, listed)
    if (!found.ok) {
      missing.set(source, found.failure)
      continue
    }
    const picture = requests.get(source)?.picture ?? null
    // The sound of a file that nobody sees has nothing to play it.
    if (found.value === null || (found.value.kind === 'of-the-picture' && picture === null)) continue
    const comesAlong = found.value.kind === 'page' && picture !== null
    requests.set(source, { source, picture, sound: comesAlong ? { kind: 'of-the-picture' } : found.value })
  }
  return { requests: [...requests.values()], missing }
}
