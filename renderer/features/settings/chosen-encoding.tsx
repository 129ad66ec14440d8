import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EncodingChoice, EncodingMeasurement } from '#shared/contract'
import { useCommand } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatBitrate, formatNumber, formatPercent } from '../../ui/format.ts'

/** Lets this computer be measured, and says what was chosen and why not more. */
export function ChosenEncoding({ disabled, sending }: { readonly disabled: boolean; readonly sending: boolean }) {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const [choice, setChoice] = useState<EncodingChoice | null>(null)
  const choose = async () => {
    setChoice(null)
    const chosen = await run('program.chooseEncoding', null)
    if (chosen.ok) setChoice(chosen.value)
  }
  return (
    <div className="encoding-choice">
      <p className="field-hint">
        {t(busy ? 'settings.encoding.measuring' : sending ? 'settings.encoding.chooseClosed' : 'settings.encoding.chooseHint')}
      </p>
      <div className="form-end">
        <Button
          small
          testId="quality-choose"
          disabled={disabled || busy || sending}
          reason={sending ? t('settings.encoding.chooseClosed') : undefined}
          onPress={() => void choose()}
        >
          {t('settings.encoding.choose')}
        </Button>
      </div>
      <div role="status">{choice !== null && <Explanation choice={choice} />}</div>
    </div>
  )
}

export function Explanation({ choice }: { readonly choice: EncodingChoice }) {
  const { t, i18n } = useTranslation()
  const { encoding, videoKbps, measured, limit } = choice
  const name = ({ height, fps, preset }: Pick<EncodingMeasurement, 'height' | 'fps' | 'preset'>) =>
    t('settings.encoding.size', { height, fps, preset })
  const found = measured.find(({ height, fps, preset }) => height === encoding.height && fps === encoding.fps && preset === encoding.preset)
  const numbers = ({ measuredFps, share }: EncodingMeasurement) => ({
    measured: formatNumber(measuredFps, i18n.language),
    share: formatPercent(share, i18n.language),
  })
  const chosen = { name: name(encoding), bitrate: formatBitrate(videoKbps, i18n.language) }
  return (
    <div className="encoding-explained" data-testid="quality-choice" data-value={`${encoding.height} ${encoding.fps} ${encoding.preset}`}>
      <p>{t('settings.encoding.chosen', chosen)}</p>
      {found !== undefined && <p>{t(found.fits ? 'settings.encoding.because' : 'settings.encoding.nothingFits', numbers(found))}</p>}
      <p>{limit === null ? t('settings.encoding.best') : t('settings.encoding.notMore', { name: name(limit), ...numbers(limit) })}</p>
    </div>
  )
}
