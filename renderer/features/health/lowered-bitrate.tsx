import { useTranslation } from 'react-i18next'
import { useNumbers, useSnapshot } from '../../page-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useUnits } from './units.ts'

/** The picture is made poorer than chosen, so that the connection carries it. */
export function LoweredBitrate() {
  const { t } = useTranslation()
  const { number } = useUnits()
  const { program, session } = useSnapshot()
  const targetKbps = useNumbers()?.targetKbps ?? null
  if (session.witnesses.sender === 'off' || targetKbps === null || targetKbps >= program.videoKbps) return null
  const kbps = (value: number) => t('numbers.kbps', { value: number(value) })
  return (
    <p className="told" data-testid="bitrate-lowered" data-value={targetKbps}>
      <Icon name="info" />
      <span>{t('health.lowered', { target: kbps(targetKbps), chosen: kbps(program.videoKbps) })}</span>
    </p>
  )
}
