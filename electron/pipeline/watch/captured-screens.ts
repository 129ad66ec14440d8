import type { CanvasSize } from '#shared/scenes'
import { layOut } from '../bus/lay-out.ts'
import { placePicture } from '../bus/place-picture.ts'
import type { PictureLayer } from '../port.ts'
import type { CaptureInput } from '../source/capture-input.ts'
import { parseDisplayName } from '../source/display-name.ts'
import { isX11Only } from '../source/name-x-screens.ts'
import type { CapturedPart } from './judge-mirror.ts'

/** What viewers see of this computer’s screens: by the ids of the sources, and as parts of an X display where it is one. */
export type CapturedScreens = { readonly ids: readonly string[]; readonly parts: readonly CapturedPart[] }

export const nothingCaptured: CapturedScreens = { ids: [], parts: [] }

/** `inputOf`: how a source is opened; null while it is not. */
export function capturedScreens(
  layers: readonly PictureLayer[],
  canvas: CanvasSize,
  inputOf: (source: string) => CaptureInput | null,
): CapturedScreens {
  const screens = layers.filter(({ source }) => source.kind === 'screen' || source.kind === 'window')
  const placed = layOut(screens, canvas, () => null)
  return {
    ids: placed.map(({ source }) => source),
    parts: placed.flatMap(({ source, rect, fit, part }): readonly CapturedPart[] => {
      const input = inputOf(source)
      if (input?.kind === 'x11-window') return [{ kind: 'window', windowId: input.windowId }]
      // beside a Wayland session, an X screen has windows that its picture does not show
      if (input?.kind !== 'x11grab' || isX11Only(source)) return []
      const { from } = placePicture(input, rect, fit, part)
      return [{ kind: 'area', screen: parseDisplayName(input.display)?.screen ?? 0, rect: { ...from, x: input.x + from.x, y: input.y + from.y } }]
    }),
  }
}
