import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { type ReportCode, type ReportRow, reportRows } from './report-rows.ts'
import { reportText } from './report-text.ts'

/** What the broadcast in the chosen room came to, once it is over. */
export function ReportCard() {
  const { t, i18n } = useTranslation()
  const { session, connection } = useSnapshot()
  const { report } = session
  if (report === null || report.endedAtMs === null || report.roomId !== session.room?.id) return null

  const language = { t, language: i18n.language }
  const rehearsal = connection.environment === 'rehearsal'
  const recordingUrl = rehearsal ? null : (session.vod?.url ?? null)
  const rows = reportRows(report, language)
  const wordsOf = (wanted: ReportCode) => rows.find(({ code }) => code === wanted)?.words
  return (
    <Card title={t(rehearsal ? 'report.rehearsalTitle' : 'report.title')}>
      <div className="report" data-testid="report" data-room-id={report.roomId}>
        <p className="report-head">
          <span>{report.title || t('rooms.untitled')}</span>
          <strong>{wordsOf('duration')}</strong>
          <span className="muted">{wordsOf('onAir')}</span>
        </p>
        <dl className="report-rows">
          {rows
            .filter(({ code }) => code !== 'onAir' && code !== 'duration')
            .map((row) => (
              <Row key={row.code} {...row} />
            ))}
        </dl>
      </div>
      <div className="link-actions">
        <CopyButton
          testId="report-copy"
          label={t('report.copy')}
          words={t('report.copy')}
          getText={() => reportText({ report, rehearsal, recordingUrl }, language)}
        />
      </div>
    </Card>
  )
}

function Row({ code, words, value, level }: ReportRow) {
  const { t } = useTranslation()
  return (
    <div data-testid="report-row" data-code={code} data-value={value ?? ''} data-level={level}>
      <dt>{t(`report.label.${code}`)}</dt>
      <dd>{words}</dd>
    </div>
  )
}
