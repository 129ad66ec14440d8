import { useTranslation } from 'react-i18next'
import type { FfmpegAbilities } from '#shared/contract'
import { hardwareEncoders } from '#shared/encoding'
import { Icon } from '../../ui/icon.tsx'
import { chipNames } from './chip-names.ts'

const things = ['screens', 'cameras', 'microphones', 'soundServer', 'secure'] as const

/** What an ffmpeg can and cannot do, in the words of somebody who wants to broadcast. */
export function FfmpegAbilitiesView({ abilities, platform }: { readonly abilities: FfmpegAbilities; readonly platform: string }) {
  const { t } = useTranslation()
  const chips = hardwareEncoders.filter((encoder) => abilities.encoders.includes(encoder))
  // Other systems have no such server.
  const shown = things.filter((thing) => thing !== 'soundServer' || platform === 'linux')
  return (
    <section className="ffmpeg-abilities" aria-label={t('ffmpeg.abilities.title')}>
      <h4>{t('ffmpeg.abilities.title')}</h4>
      <dl className="facts">
        {shown.map((thing) => (
          <div key={thing} className="facts-row" data-testid="ffmpeg-ability" data-value={thing} data-state={abilities[thing] ? 'yes' : 'no'}>
            <dt>{t(`ffmpeg.abilities.${thing}`)}</dt>
            <dd>
              <Icon name={abilities[thing] ? 'check' : 'close'} />
              {abilities[thing] ? t('ffmpeg.abilities.can') : t(`ffmpeg.abilities.without.${thing}`)}
            </dd>
          </div>
        ))}
        <div className="facts-row" data-testid="ffmpeg-ability" data-value="chips" data-state={chips.length > 0 ? 'yes' : 'no'}>
          <dt>{t('ffmpeg.abilities.chips')}</dt>
          <dd>
            <Icon name={chips.length > 0 ? 'check' : 'close'} />
            {chips.length > 0 ? chips.map((chip) => chipNames[chip]).join(', ') : t('ffmpeg.abilities.noChips')}
          </dd>
        </div>
      </dl>
    </section>
  )
}
