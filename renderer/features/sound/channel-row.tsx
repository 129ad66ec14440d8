import { useTranslation } from 'react-i18next'
import type { SoundChannelView } from '#shared/contract'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { nameOfSource } from '../sources/source-names.ts'
import { ChannelMeter } from './channel-meter.tsx'
import { DelayField } from './delay-field.tsx'
import { LevelSlider } from './level-slider.tsx'

/** One sound: its meter, its level, and whether it is heard. What is seldom needed is folded away. */
export function ChannelRow({ channel }: { readonly channel: SoundChannelView }) {
  const { t } = useTranslation()
  const { program } = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  const { sourceId, muted, delayMs } = channel
  const name = nameOfSource(sourceId, program, t)
  return (
    <li className="channel" data-testid="sound-channel" data-value={sourceId} data-state={muted ? 'muted' : 'on'}>
      <div className="channel-head">
        <span className="row-text" title={name}>
          {name}
        </span>
        <Button
          small
          look={muted ? 'normal' : 'quiet'}
          icon={muted ? 'micOff' : 'mic'}
          testId="channel-mute"
          pressed={muted}
          label={t(muted ? 'sound.mutedThis' : 'sound.muteThis', { name })}
          onPress={() => void run('program.setChannel', { sourceId, muted: !muted })}
          disabled={!reachable}
        >
          {t(muted ? 'sound.muted' : 'sound.mute')}
        </Button>
      </div>
      <ChannelMeter sourceId={sourceId} name={name} />
      <LevelSlider channel={channel} name={name} disabled={!reachable} />
      <details className="channel-more">
        <summary>{t('sound.more')}</summary>
        <div className="channel-rest">
          <DelayField key={delayMs} sourceId={sourceId} delayMs={delayMs} name={name} disabled={!reachable} />
          <Button
            small
            look="quiet"
            icon="delete"
            testId="channel-remove"
            label={t('sound.removeThis', { name })}
            onPress={() => void run('program.removeSound', { sourceId })}
            disabled={!reachable}
          >
            {t('sound.remove')}
          </Button>
        </div>
      </details>
    </li>
  )
}
