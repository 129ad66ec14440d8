import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Choice } from '../../ui/choice.tsx'
import { latePart } from '../../ui/late-part.tsx'
import { cameraOptions, screenOptions, soundOptions, soundValue } from './source-options.ts'
import { useShowSource } from './use-show-source.ts'

const FilmCamera = latePart(() => import('./film-camera.tsx').then((part) => part.FilmCamera))
/** No source: the way to one. */
const film = 'film'

/** What is seen and heard: the screen, the camera and the sound, each from the system's own list. */
export function SourceChoices() {
  const { t } = useTranslation()
  const { program, session } = useSnapshot()
  const { run } = useCommand()
  const showSource = useShowSource()
  const reachable = useReachable()
  const [asking, setAsking] = useState(false)
  const close = () => setAsking(false)
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
        options={[...cameraOptions(program, t), { value: film, label: t('program.filmCamera') }]}
        onChoose={(sourceId) => (sourceId === film ? setAsking(true) : void run('program.setCamera', { sourceId }))}
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
      {asking && <FilmCamera onClose={close} onMissing={close} />}
    </>
  )
}
