import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type CameraPlace, cameraSizes, largestMargin, layerShapes } from '#shared/scenes'
import { SwitchField } from '../../ui/switch-field.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { cornerOf, corners, toCorner } from './move-camera.ts'
import { Percent } from './percent.tsx'
import { PictureChoice } from './picture-choice.tsx'
import type { SceneFormProps } from './scene-form.tsx'

/** Where the camera lies on the picture, how large, and in which shape. */
export function CameraForm({ scene, disabled, save }: Omit<SceneFormProps, 'isNew'>) {
  const { t } = useTranslation()
  const title = useId()
  const { value: place, change } = useDraft(scene.camera, (camera: CameraPlace) => save({ ...scene, camera }))
  return (
    <section className="camera-form" aria-labelledby={title}>
      <h3 id={title}>{t('sceneEditor.cameraPlace')}</h3>
      <div className="camera-form-pair">
        <PictureChoice
          label={t('sceneEditor.corners')}
          testId="scene-corner"
          value={cornerOf(place)}
          options={corners.map((value) => ({ value, label: t(`scenes.corner.${value}`) }))}
          onChoose={(corner) => change(toCorner(place, corner))}
          disabled={disabled}
        />
        <PictureChoice
          label={t('sceneEditor.shape')}
          testId="scene-shape"
          value={place.shape}
          options={layerShapes.map((value) => ({ value, label: t(`sceneEditor.shapes.${value}`) }))}
          onChoose={(shape) => change({ ...place, shape })}
          disabled={disabled}
        />
      </div>
      <Percent
        label={t('sceneEditor.size')}
        testId="scene-size"
        value={place.size}
        least={cameraSizes.smallest}
        most={cameraSizes.largest}
        onChange={(size) => change({ ...place, size })}
        disabled={disabled}
      />
      <SwitchField
        label={t('sceneEditor.mirrored')}
        testId="scene-mirrored"
        value={place.mirrored}
        onChange={(mirrored) => change({ ...place, mirrored })}
        disabled={disabled}
      />
      <details>
        <summary>{t('sceneEditor.moreOfCamera')}</summary>
        <Percent
          label={t('sceneEditor.margin')}
          testId="scene-margin"
          value={place.margin}
          least={0}
          most={largestMargin}
          onChange={(margin) => change({ ...place, margin })}
          disabled={disabled}
        />
      </details>
    </section>
  )
}
