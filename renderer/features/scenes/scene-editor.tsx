import '../../styles/scene-editor.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Scene, type SceneLayout, sceneLayouts } from '#shared/scenes'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { newScene } from './new-scene.ts'
import { nameOfScene, sceneIcons, showsFile } from './scene-facts.ts'
import { SceneForm } from './scene-form.tsx'

/** Every scene and what belongs to it. Changes count at once: there is nothing to save. */
export function SceneEditor({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { program } = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  const [chosenId, setChosenId] = useState(program.sceneId)
  /** A scene of a file that has none yet: nobody else knows it. */
  const [unsaved, setUnsaved] = useState<Scene | null>(null)
  const chosen = unsaved ?? program.scenes.find(({ id }) => id === chosenId) ?? program.scenes[0]

  const add = (layout: SceneLayout) => {
    const scene = newScene(layout, program.scenes)
    setChosenId(scene.id)
    if (showsFile(layout)) setUnsaved(scene)
    else void run('program.saveScene', scene)
  }
  const save = async (scene: Scene) => {
    const result = await run('program.saveScene', scene)
    if (result.ok) setUnsaved(null)
  }
  const choose = (id: string) => {
    setUnsaved(null)
    setChosenId(id)
  }
  const whyKept = program.scenes.length < 2 ? t('sceneEditor.lastOne') : chosen?.id === program.sceneId ? t('sceneEditor.inUse') : undefined
  return (
    <Dialog title={t('scenes.edit')} testId="scene-editor" wide onClose={onClose}>
      <p className="field-hint">{t(reachable ? 'sceneEditor.atOnce' : 'page.coreLost')}</p>
      <div className="scene-editor">
        <div className="scene-list-side">
          <ul className="scene-list" aria-label={t('sceneEditor.list')}>
            {[...program.scenes, ...(unsaved === null ? [] : [unsaved])].map((scene) => (
              <li key={scene.id}>
                <button
                  type="button"
                  className="scene-row"
                  data-testid="scene-row"
                  data-value={scene.id}
                  aria-current={scene.id === chosen?.id}
                  onClick={() => choose(scene.id)}
                >
                  <Icon name={sceneIcons[scene.layout]} />
                  <span>{nameOfScene(scene, t)}</span>
                  {scene.id === program.sceneId && <small>{t('sceneEditor.shownNow')}</small>}
                </button>
              </li>
            ))}
          </ul>
          <Choice
            label={t('sceneEditor.add')}
            hideLabel
            testId="scene-add"
            value=""
            options={[{ value: '', label: t('sceneEditor.addOne') }, ...sceneLayouts.map((value) => ({ value, label: t(`scenes.layout.${value}`) }))]}
            onChoose={(layout) => layout !== '' && add(layout as SceneLayout)}
            disabled={!reachable}
          />
        </div>
        {chosen !== undefined && (
          <div className="scene-form">
            <SceneForm key={chosen.id} scene={chosen} disabled={!reachable} isNew={unsaved !== null} save={save} />
            {unsaved === null && (
              <div className="scene-end">
                {/* Open while something else is saved: leaving a field by this very click saves it. */}
                <Button
                  small
                  icon="delete"
                  testId="scene-remove"
                  onPress={() => void run('program.removeScene', { sceneId: chosen.id })}
                  disabled={!reachable || whyKept !== undefined}
                  reason={whyKept}
                >
                  {t('sceneEditor.remove')}
                </Button>
                {whyKept !== undefined && <span className="field-hint">{whyKept}</span>}
              </div>
            )}
          </div>
        )}
      </div>
    </Dialog>
  )
}
