import { useTranslation } from 'react-i18next'
import { useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { nameOfSource } from '../sources/source-names.ts'
import { useMicMute } from './use-mic-mute.ts'

/** Mutes the person's own sound; beside the meter, so that it is always in reach. */
export function MicMute() {
  const { t } = useTranslation()
  const { program } = useSnapshot()
  const reachable = useReachable()
  const { channel, toggle } = useMicMute()
  const muted = channel?.muted === true
  const state = channel === null ? 'none' : muted ? 'muted' : 'on'
  return (
    <Button
      small
      look={muted ? 'normal' : 'quiet'}
      icon={muted ? 'micOff' : 'mic'}
      testId="mic-mute"
      pressed={muted}
      label={
        channel === null ? t('sound.mute') : t(muted ? 'sound.mutedThis' : 'sound.muteThis', { name: nameOfSource(channel.sourceId, program, t) })
      }
      onPress={toggle}
      disabled={!reachable || channel === null}
      reason={channel === null ? t('sound.nothingHeard') : undefined}
      data={{ 'data-state': state, 'data-value': state }}
    >
      {t(muted ? 'sound.muted' : 'sound.mute')}
    </Button>
  )
}
