import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fits, type Scene } from '#shared/scenes'
import { SwitchField } from '../../ui/switch-field.tsx'
import { CameraForm } from './camera-form.tsx'
import { FilePathForm } from './file-path-form.tsx'
import { PartForm } from './part-form.tsx'
import { PictureChoice } from './picture-choice.tsx'
import { fillsWithCamera, nameOfScene, placesCamera, showsFile, showsScreen } from './scene-facts.ts'

export type SceneFormProps = {
  readonly scene: Scene
  readonly disabled: boolean
  /** It lacks its file and is not saved. */
  readonly isNew: boolean
  readonly save: (scene: Scene) => Promise<void>
}

export function SceneForm({ scene, disabled, isNew, save }: SceneFormProps) {
  const { t } = useTranslation()
  return (
    <>
      {showsFile(scene.layout) && <PathField key={scene.path} scene={scene} disabled={disabled} isNew={isNew} save={save} />}
      {!isNew && (
        <>
          <NameField key={scene.name} scene={scene} disabled={disabled} save={save} />
          {scene.layout !== 'slate' && (
            <div>
              <PictureChoice
                label={t('sceneEditor.fit')}
                testId="scene-fit"
                value={scene.fit}
                options={fits.map((value) => ({ value, label: t(`sceneEditor.fits.${value}`) }))}
                onChoose={(fit) => void save({ ...scene, fit })}
                disabled={disabled}
              />
              <p className="field-hint">{t(`sceneEditor.fitMeans.${scene.fit}`)}</p>
            </div>
          )}
          {showsScreen(scene.layout) && <PartForm key={scene.id} scene={scene} disabled={disabled} save={save} />}
          {placesCamera(scene.layout) && <CameraForm scene={scene} disabled={disabled} save={save} />}
          {fillsWithCamera(scene.layout) && <MirrorField scene={scene} disabled={disabled} save={save} />}
        </>
      )}
    </>
  )
}

type FieldProps = Pick<SceneFormProps, 'scene' | 'disabled' | 'save'>

/** Counts when the field is left or Enter is pressed; empty, the scene is named by what it shows. */
function NameField({ scene, disabled, save }: FieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(scene.name ?? '')
  const commit = () => {
    const name = text.trim() === '' ? null : text.trim()
    if (name !== scene.name) void save({ ...scene, name })
  }
  return (
    <label className="field">
      <span>{t('sceneEditor.name')}</span>
      <input
        value={text}
        maxLength={100}
        placeholder={nameOfScene({ ...scene, name: null }, t)}
        disabled={disabled}
        data-testid="scene-name"
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit()
        }}
      />
    </label>
  )
}

/** Of a camera that has no place of its own. */
function MirrorField({ scene, disabled, save }: FieldProps) {
  const { t } = useTranslation()
  const title = useId()
  return (
    <section className="camera-form" aria-labelledby={title}>
      <h3 id={title}>{t('scenes.layout.camera')}</h3>
      <SwitchField
        label={t('sceneEditor.mirrored')}
        testId="scene-mirrored"
        value={scene.camera.mirrored}
        onChange={(mirrored) => void save({ ...scene, camera: { ...scene.camera, mirrored } })}
        disabled={disabled}
      />
    </section>
  )
}

function PathField({ scene, disabled, isNew, save }: FieldProps & { readonly isNew: boolean }) {
  const { t } = useTranslation()
  return (
    <FilePathForm
      kind={scene.layout === 'image' ? 'image' : 'file'}
      first={scene.path ?? ''}
      note={isNew ? t('sceneEditor.unsaved') : undefined}
      primary={isNew}
      disabled={disabled}
      testId="scene-path"
      saveTestId="scene-path-save"
      onFound={(path) => save({ ...scene, path })}
    />
  )
}
