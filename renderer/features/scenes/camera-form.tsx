import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type CameraPlace, cameraSizes, largestMargin, layerShapes } from '#shared/scenes'
import { SwitchField } from '../../ui/switch-field.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { cornerOf, corners, toCorner } from './move-camera.ts'
import { PictureChoice } from './picture-choice.tsx'
import type { SceneFormProps } from './scene-form.tsx'

/** Where the camera lies on the picture, how large, and in which shape. */
export function CameraForm({ scene, disabled, save }: Omit<SceneFormProps, 'isNew'>) {
  const { t } = useTranslation()
  const title = useId()
  const { value: place, change } = useDraft(scene.camera, (camera: CameraPlace) => save({ ...scene, camera }))
  return (
    <section className="camera-form" aria-labelledby={title}>
      <h3 id={title}>{t('scenes.cameraPlace')}</h3>
      <div className="camera-form-pair">
        <PictureChoice
          label={t('scenes.corners')}
          testId="scene-corner"
          value={cornerOf(place)}
          options={corners.map((value) => ({ value, label: t(`scenes.corner.${value}`) }))}
          onChoose={(corner) => change(toCorner(place, corner))}
          disabled={disabled}
        />
        <PictureChoice
          label={t('scenes.shape')}
          testId="scene-shape"
          value={place.shape}
          options={layerShapes.map((value) => ({ value, label: t(`scenes.shapes.${value}`) }))}
          onChoose={(shape) => change({ ...place, shape })}
          disabled={disabled}
        />
      </div>
      <Percent
        label={t('scenes.size')}
        testId="scene-size"
        value={place.size}
        least={cameraSizes.smallest}
        most={cameraSizes.largest}
        onChange={(size) => change({ ...place, size })}
        disabled={disabled}
      />
      <SwitchField
        label={t('scenes.mirrored')}
        testId="scene-mirrored"
        value={place.mirrored}
        onChange={(mirrored) => change({ ...place, mirrored })}
        disabled={disabled}
      />
      <details>
        <summary>{t('scenes.moreOfCamera')}</summary>
        <Percent
          label={t('scenes.margin')}
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

type PercentProps = {
  readonly label: string
  readonly testId: 'scene-size' | 'scene-margin'
  /** Parts of one. */
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
  readonly disabled: boolean
}

function Percent({ label, testId, value, least, most, onChange, disabled }: PercentProps) {
  const { t } = useTranslation()
  const percent = Math.round(value * 100)
  const words = t('scenes.percent', { value: percent })
  return (
    <label className="percent">
      <span className="choice-label">{label}</span>
      <input
        type="range"
        min={least * 100}
        max={most * 100}
        step={1}
        value={percent}
        disabled={disabled}
        aria-valuetext={words}
        data-testid={testId}
        data-value={percent}
        onChange={(event) => onChange(event.target.valueAsNumber / 100)}
      />
      <span className="percent-value" aria-hidden="true">
        {words}
      </span>
    </label>
  )
}
