import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { formatNumber } from '../../ui/format.ts'

/** The form in which the picture leaves this computer. */
export function OutputCard() {
  const { t, i18n } = useTranslation()
  const { program } = useSnapshot()
  const number = (value: number) => formatNumber(value, i18n.language)
  return (
    <Card title={t('layout.output.title')}>
      <dl className="facts">
        <dt>{t('layout.output.shape')}</dt>
        <dd data-testid="orientation" data-value={program.orientation}>
          {t(`layout.output.${program.orientation}`)}
        </dd>
        <dt>{t('layout.output.mode')}</dt>
        <dd data-testid="output-mode" data-value={program.outputMode}>
          {program.outputMode}
        </dd>
        <dt>{t('layout.output.quality')}</dt>
        <dd>{t('numbers.kbps', { value: number(program.videoKbps) })}</dd>
      </dl>
    </Card>
  )
}
