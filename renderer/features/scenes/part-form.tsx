import { useTranslation } from 'react-i18next'
import { changePart, type ShownPart, smallestPart } from '#shared/scenes'
import { Button } from '../../ui/button.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { Percent } from './percent.tsx'
import type { SceneFormProps } from './scene-form.tsx'

const whole: ShownPart = { x: 0, y: 0, width: 1, height: 1 }

/** Which part of the screen is shown; folded away while it is all of it. */
export function PartForm({ scene, disabled, save }: Omit<SceneFormProps, 'isNew'>) {
  const { t } = useTranslation()
  const { value, change } = useDraft(scene.part, (part: ShownPart | null) => save({ ...scene, part }))
  const part = value ?? whole
  const set = (side: Partial<ShownPart>) => change(changePart(value, side))
  return (
    <details className="part-form" open={scene.part !== null}>
      <summary>{t('sceneEditor.part')}</summary>
      <p className="field-hint">{t('sceneEditor.partWhat')}</p>
      <Percent
        label={t('sceneEditor.partWidth')}
        testId="scene-part-width"
        value={part.width}
        least={smallestPart}
        most={1}
        onChange={(width) => set({ width })}
        disabled={disabled}
      />
      <Percent
        label={t('sceneEditor.partHeight')}
        testId="scene-part-height"
        value={part.height}
        least={smallestPart}
        most={1}
        onChange={(height) => set({ height })}
        disabled={disabled}
      />
      <Percent
        label={t('sceneEditor.partLeft')}
        testId="scene-part-x"
        value={part.x}
        least={0}
        most={1 - part.width}
        onChange={(x) => set({ x })}
        disabled={disabled || part.width === 1}
      />
      <Percent
        label={t('sceneEditor.partTop')}
        testId="scene-part-y"
        value={part.y}
        least={0}
        most={1 - part.height}
        onChange={(y) => set({ y })}
        disabled={disabled || part.height === 1}
      />
      <div className="row-end">
        <Button small testId="scene-part-all" onPress={() => change(null)} disabled={disabled || value === null}>
          {t('sceneEditor.partAll')}
        </Button>
      </div>
    </details>
  )
}
