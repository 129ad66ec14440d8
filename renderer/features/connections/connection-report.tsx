import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ConnectionFinding, ConnectionReport, FindingCode } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import { formatMoment } from '../../ui/format.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { worstOf } from './read-report.ts'

const icons = { good: 'check', warn: 'warn', bad: 'problem', 'not-tried': 'pending' } as const satisfies Record<
  ConnectionFinding['outcome'],
  IconName
>

/** What a test of a connection found, in whole sentences. */
export function ConnectionReportView({ report }: { readonly report: ConnectionReport }) {
  const { t, i18n } = useTranslation()
  return (
    <ul className="connection-report" data-testid="connection-report" data-level={worstOf(report)} aria-label={t('connections.report.title')}>
      {report.findings.map((finding) => (
        <li key={finding.check} data-testid="connection-finding" data-value={finding.check} data-level={finding.outcome} data-code={finding.code}>
          <Icon name={icons[finding.outcome]} />
          <span>
            <strong>{t(`connections.report.checks.${finding.check}`)}</strong>
            <span className="unseen"> ({t(`connections.report.outcomes.${finding.outcome}`)})</span> {findingWords(t, finding, i18n.language)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A finding as a sentence; one that is a failure says what to do too. */
export function findingWords(t: TFunction, { code, params }: ConnectionFinding, language: string): string {
  const { expiresAtMs } = params ?? {}
  const filled = { ...params, ...(typeof expiresAtMs === 'number' ? { until: formatMoment(expiresAtMs, language) } : {}) }
  const own = t(`connections.report.findings.${code as FindingCode}`, { ...filled, defaultValue: '' })
  return own !== '' ? own : `${t(`failure.${code as FailureCode}.what`, filled)} ${t(`failure.${code as FailureCode}.todo`, filled)}`
}
