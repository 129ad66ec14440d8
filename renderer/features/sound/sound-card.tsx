import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Icon } from '../../ui/icon.tsx'
import { warningsAbout } from '../program/read-warnings.ts'
import { warningWords } from '../program/warning-words.ts'
import { furtherSounds } from '../sources/source-options.ts'
import { ChannelRow } from './channel-row.tsx'

/** Every sound that viewers hear: how loud it is, and how loud it is made. */
export function SoundCard() {
  const { t } = useTranslation()
  const snapshot = useSnapshot()
  const { program } = snapshot
  const { run } = useCommand()
  const reachable = useReachable()
  const further = furtherSounds(program, t)
  return (
    <Card title={t('sound.title')}>
      {program.channels.length === 0 && <p className="muted">{t('sound.nothingHeard')}</p>}
      <ul className="channels">
        {program.channels.map((channel) => (
          <ChannelRow key={channel.sourceId} channel={channel} />
        ))}
      </ul>
      {warningsAbout(program.warnings, 'sound').map((code) => {
        const { what, todo } = warningWords(t, code, snapshot)
        return (
          <p key={code} className="told sound-warning" data-testid="sound-warning" data-code={code}>
            <Icon name="warn" />
            <span>
              {what} {todo}
            </span>
          </p>
        )
      })}
      {further.length > 0 && (
        <Choice
          label={t('sound.add')}
          hideLabel
          testId="sound-add"
          value=""
          options={[{ value: '', label: t('sound.addOne') }, ...further]}
          onChoose={(sourceId) => void (sourceId !== '' && run('program.addSound', { sourceId }))}
          disabled={!reachable}
        />
      )}
    </Card>
  )
}
