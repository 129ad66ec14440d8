import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FfmpegAbilities } from '#shared/contract'
import { hardwareEncoders } from '#shared/encoding'
import { useCommand } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'

/** What the ffmpeg in use can and cannot do; asked for when somebody wants to know. */
export function FfmpegAbilitiesView() {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const [abilities, setAbilities] = useState<FfmpegAbilities | 'none' | null>(null)
  const ask = async () => {
    const told = await run('program.describeFfmpeg', null)
    if (told.ok) setAbilities(told.value ?? 'none')
  }
  return (
    <div className="ffmpeg-abilities">
      <Button small look="quiet" testId="settings-ffmpeg-ask" disabled={busy} onPress={() => void ask()}>
        {t('settings.ffmpeg.ask')}
      </Button>
      <div role="status">
        {abilities === 'none' && <p className="field-hint">{t('settings.ffmpeg.noAnswer')}</p>}
        {abilities !== null && abilities !== 'none' && <AbilityRows abilities={abilities} />}
      </div>
    </div>
  )
}

export function AbilityRows({ abilities }: { readonly abilities: FfmpegAbilities }) {
  const { t } = useTranslation()
  const rows = [
    ['screens', t('settings.ffmpeg.screens'), abilities.screens],
    ['cameras', t('settings.ffmpeg.cameras'), abilities.cameras],
    ['microphones', t('settings.ffmpeg.microphones'), abilities.microphones],
    ...hardwareEncoders.map((encoder) => [encoder, t(`settings.encoding.encoders.${encoder}`), abilities.encoders.includes(encoder)] as const),
  ] as const
  return (
    <dl className="facts">
      {rows.map(([id, name, can]) => (
        <div key={id} className="facts-row" data-testid="ffmpeg-ability" data-value={id} data-state={can ? 'yes' : 'no'}>
          <dt>{name}</dt>
          <dd>{t(can ? 'settings.ffmpeg.can' : 'settings.ffmpeg.cannot')}</dd>
        </div>
      ))}
    </dl>
  )
}
