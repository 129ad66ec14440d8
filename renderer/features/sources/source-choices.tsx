import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Choice } from '../../ui/choice.tsx'
import { cameraOptions, screenOptions, soundOptions, soundValue } from './source-options.ts'
import { useShowSource } from './use-show-source.ts'

/** What is seen and heard: the screen, the camera and the sound, each from the system's own list. */
export function SourceChoices() {
  const { t } = useTranslation()
  const { program, session } = useSnapshot()
  const { run } = useCommand()
  const showSource = useShowSource()
  const reachable = useReachable()
  const change = session.actions.selectSource
  const closed = { tip: true, disabled: !reachable || !change.allowed, reason: change.allowed ? undefined : t(`reason.${change.reason}`) }
  return (
    <>
      <Choice
        label={t('program.screen')}
        testId="source-screen"
        value={program.sourceId}
        options={screenOptions(program, t)}
        onChoose={(sourceId) => void showSource(sourceId)}
        {...closed}
      />
      <Choice
        label={t('program.camera')}
        testId="source-camera"
        value={program.cameraId}
        options={cameraOptions(program, t)}
        onChoose={(sourceId) => void run('program.setCamera', { sourceId })}
        {...closed}
      />
      <Choice
        label={t('program.sound')}
        testId="source-mic"
        value={soundValue(program)}
        options={soundOptions(program, t)}
        onChoose={(sound) => void run('program.setSound', { sound })}
        {...closed}
      />
    </>
  )
}
