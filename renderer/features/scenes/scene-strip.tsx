import { useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { failure } from '#shared/failure'
import { addWindowTexts } from '../../i18n/setup.ts'
import { useCommand, useReachable, useRefusal, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { latePart } from '../../ui/late-part.tsx'
import { CameraToggle } from './camera-toggle.tsx'
import { nameOfScene, sceneIcons } from './scene-facts.ts'

const SceneEditor = latePart(async () => {
  const [part] = await Promise.all([import('./scene-editor.tsx'), addWindowTexts()])
  return part.SceneEditor
})

/** Every scene, one click away, and what else is changed about the picture while viewers watch. */
export function SceneStrip() {
  const { t } = useTranslation()
  const { program, app } = useSnapshot()
  const { run } = useCommand()
  const { refuse } = useRefusal()
  const reachable = useReachable()
  const [editing, setEditing] = useState(false)
  const close = () => setEditing(false)
  return (
    <div className="scene-strip">
      <RadioGroup
        className="scenes"
        aria-label={t('scenes.title')}
        value={program.sceneId}
        onChange={(sceneId) => void run('program.setScene', { sceneId })}
        isDisabled={!reachable}
        orientation="horizontal"
        data-testid="scene-select"
        data-value={program.sceneId}
      >
        {program.scenes.map((scene, index) => (
          <Radio key={scene.id} value={scene.id} className="scene" data-testid="scene-option" data-value={scene.id}>
            <Icon name={sceneIcons[scene.layout]} />
            <span className="scene-name">{nameOfScene(scene, t)}</span>
            {app.shortcuts && index < 9 && (
              <small className="scene-key" aria-hidden="true">
                {index + 1}
              </small>
            )}
            <Icon name="check" />
          </Radio>
        ))}
      </RadioGroup>
      <div className="scene-tools">
        <CameraToggle />
        <Button small iconOnly look="quiet" icon="edit" testId="scenes-edit" onPress={() => setEditing(true)} disabled={!reachable}>
          {t('scenes.edit')}
        </Button>
      </div>
      {editing && (
        <SceneEditor
          onClose={close}
          onMissing={() => {
            close()
            refuse(failure('core-not-answering'))
          }}
        />
      )}
    </div>
  )
}
