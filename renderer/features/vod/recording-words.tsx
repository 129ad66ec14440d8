import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { type RecordingStage, recordingStage } from './recording-stage.ts'

const icons: Readonly<Record<RecordingStage, IconName>> = {
  waiting: 'time',
  saving: 'pending',
  preparing: 'done',
  playable: 'done',
  'not-here': 'info',
  lost: 'problem',
  none: 'problem',
}

/** What happens to the recording and what the person has to do about it, which is mostly nothing. */
export function RecordingWords() {
  const { session } = useSnapshot()
  const stage = recordingStage(session)
  const words = useWords(stage)
  return (
    <div className="curtain recording-words" data-stage={stage} role="status">
      <Icon name={icons[stage]} />
      {words.map((sentence, index) => (index === 0 ? <strong key={sentence}>{sentence}</strong> : <p key={sentence}>{sentence}</p>))}
    </div>
  )
}

/** The heading first, then the sentences. */
function useWords(stage: RecordingStage): readonly string[] {
  const { t } = useTranslation()
  const { session, connection } = useSnapshot()
  const room = session.room?.id ?? ''
  switch (stage) {
    case 'waiting':
      return [t('vod.waiting'), t('vod.waitingMeans')]
    case 'saving': {
      // The rehearsal's own FlipFlop Cloud ends with Tally.
      const goesOn = connection.environment !== 'rehearsal'
      return [t('vod.saving'), t('vod.savingMeans'), ...(goesOn ? [t('vod.savingWithoutUs')] : [])]
    }
    case 'preparing':
      return [t('vod.preparing'), t('vod.preparingMeans')]
    case 'playable':
    case 'not-here':
      return [t('vod.preparing'), t('vod.notPlayed')]
    case 'lost':
      return [t('vod.lost'), t('vod.lostMeans'), t('vod.lostTodo', { room })]
    case 'none':
      return [t('vod.none'), t('vod.noneMeans'), t('vod.noneTodo', { room })]
  }
}
