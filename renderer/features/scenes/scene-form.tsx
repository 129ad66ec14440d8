import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fits, type Scene } from '#shared/scenes'
import { useCommand, useRefusal } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { submitOnceComposed } from '../../ui/submit-once-composed.ts'
import { SwitchField } from '../../ui/switch-field.tsx'
import { failureWords } from '../failures/failure-words.ts'
import { CameraForm } from './camera-form.tsx'
import { PictureChoice } from './picture-choice.tsx'
import { fillsWithCamera, nameOfScene, placesCamera, showsFile } from './scene-facts.ts'

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
                label={t('scenes.fit')}
                testId="scene-fit"
                value={scene.fit}
                options={fits.map((value) => ({ value, label: t(`scenes.fits.${value}`) }))}
                onChoose={(fit) => void save({ ...scene, fit })}
                disabled={disabled}
              />
              <p className="field-hint">{t(`scenes.fitMeans.${scene.fit}`)}</p>
            </div>
          )}
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
      <span>{t('scenes.name')}</span>
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
        label={t('scenes.mirrored')}
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
  const [text, setText] = useState(scene.path ?? '')
  const { run, busy } = useCommand()
  const { forget } = useRefusal()
  const [refused, setRefused] = useState<string | null>(null)
  const layout = scene.layout === 'image' ? 'image' : 'file'
  const use = async () => {
    setRefused(text.trim() === '' ? t('scenes.pathEmpty') : null)
    if (busy || text.trim() === '') return
    const found = await run('program.findFile', { kind: layout, typed: text })
    if (found.ok) return save({ ...scene, path: found.value.path })
    // It is said here.
    forget()
    const { what, means } = failureWords(t, found.failure)
    setRefused(`${what} ${means}`)
  }
  return (
    <form
      className="scene-path"
      onKeyDown={submitOnceComposed}
      onSubmit={(event) => {
        event.preventDefault()
        void use()
      }}
    >
      <label className="field">
        <span>{t(`scenes.path.${layout}`)}</span>
        <input
          value={text}
          maxLength={4096}
          disabled={disabled}
          aria-invalid={refused !== null}
          aria-describedby="scene-path-hint"
          spellCheck={false}
          data-testid="scene-path"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p id="scene-path-hint" className={refused === null ? 'field-hint' : 'form-refusal'} role={refused === null ? undefined : 'alert'}>
        {refused ?? `${t('scenes.pathHint')}${isNew ? ` ${t('scenes.unsaved')}` : ''}`}
      </p>
      <div className="form-end">
        <Button small look={isNew ? 'primary' : 'normal'} type="submit" testId="scene-path-save" disabled={disabled}>
          {t('scenes.pathSave')}
        </Button>
      </div>
    </form>
  )
}
