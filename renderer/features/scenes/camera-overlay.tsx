import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type CanvasSize, cameraRect, type Scene } from '#shared/scenes'
import { useSnapshot } from '../../page-context.tsx'
import { cornerOf, handleOf } from './move-camera.ts'
import { placesCamera, sceneOf } from './scene-facts.ts'
import { useCameraMove } from './use-camera-move.ts'

const canvasOf = { horizontal: { width: 1280, height: 720 }, vertical: { width: 720, height: 1280 } } as const
/** Of nearly every camera; its own is known once it is open. */
const usualAspect = 16 / 9

/** The camera's place on the picture, where it can be taken hold of. */
export function CameraOverlay() {
  const { program } = useSnapshot()
  const scene = sceneOf(program)
  if (scene === null || !placesCamera(scene.layout) || scene.camera.hidden || program.cameraId === 'none') return null
  const { width = null, height = null } = program.open.find(({ id }) => id === program.cameraId) ?? {}
  const aspect = width === null || height === null ? usualAspect : width / height
  return <MovableCamera key={scene.id} scene={scene} canvas={canvasOf[program.orientation]} aspect={aspect} />
}

type MovableCameraProps = { readonly scene: Scene; readonly canvas: CanvasSize; readonly aspect: number }

function MovableCamera({ scene, canvas, aspect }: MovableCameraProps) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const { place, moving, moved, handlers } = useCameraMove({ frame, known: scene.camera, canvas, aspect })
  const { x, y, width, height } = cameraRect(canvas, place, aspect)
  const percent = (part: number) => `${(part * 100).toFixed(3)}%`
  return (
    <div ref={frame} className="camera-frame" data-upright={canvas.height > canvas.width || undefined}>
      <button
        type="button"
        className="camera-place"
        data-testid="camera-place"
        data-state={moving ? 'moving' : 'resting'}
        data-value={[place.x, place.y, place.size].join(' ')}
        data-shape={place.shape}
        aria-label={t('scenes.onPicture')}
        aria-describedby="camera-place-how"
        style={{
          left: percent(x / canvas.width),
          top: percent(y / canvas.height),
          width: percent(width / canvas.width),
          height: percent(height / canvas.height),
        }}
        {...handlers}
      >
        <span className="camera-handle" data-handle={handleOf(place)} />
      </button>
      <span id="camera-place-how" hidden>
        {t('scenes.howToMove')}
      </span>
      <span className="unseen" role="status">
        {moved ? whereIs() : ''}
      </span>
    </div>
  )

  function whereIs(): string {
    const corner = cornerOf(place)
    const size = Math.round(place.size * 100)
    if (corner !== null) return t('scenes.movedToCorner', { corner: t(`scenes.corner.${corner}`), size })
    return t('scenes.movedTo', { across: Math.round(place.x * 100), down: Math.round(place.y * 100), size })
  }
}
