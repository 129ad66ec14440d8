import { useTranslation } from 'react-i18next'
import type { ReasonCode } from '#shared/contract'
import { usePageState, useRefusal, useSnapshot } from '../../page-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import { collectFailures, type FailureView, type ShownFailure } from './collect-failures.ts'
import { DismissButton, RemedyButton } from './failure-buttons.tsx'

/** What went wrong, in three sentences each: what happened, what it means, what to do. */
export function Failures() {
  const { connection } = usePageState()
  const { refused } = useRefusal()
  const found = collectFailures(useSnapshot(), refused)
  const lost: ShownFailure = { failure: { code: 'core-not-answering' }, level: 'bad', remedy: null, dismissal: null }
  const shown = connection === 'open' ? found : [lost, ...found.filter(({ failure }) => failure.code !== 'core-not-answering')]
  return shown.map((each) => <FailureNotice key={each.failure.code} {...each} />)
}

function FailureNotice({ failure, level, remedy, dismissal }: ShownFailure) {
  const { t } = useTranslation()
  const technical = technicalOf(failure, t('failures.serviceCode'))
  return (
    <section className="notice" data-level={level} data-testid="failure" data-code={failure.code} aria-label={t(`failure.${failure.code}.what`)}>
      <h2 className="notice-title">
        <Icon name={level === 'bad' ? 'problem' : 'warn'} />
        {t(`failure.${failure.code}.what`)}
      </h2>
      <p>{meaning()}</p>
      <p className="notice-todo">{t(`failure.${failure.code}.todo`)}</p>
      {technical !== '' && (
        <details>
          <summary>{t('failures.details')}</summary>
          <pre translate="no">{technical}</pre>
        </details>
      )}
      {(remedy !== null || dismissal !== null) && (
        <div className="notice-end">
          {dismissal !== null && <DismissButton dismissal={dismissal} />}
          {remedy !== null && <RemedyButton remedy={remedy} />}
        </div>
      )}
    </section>
  )

  /** A refused action carries the very reason that its button would have shown. */
  function meaning(): string {
    const means = t(`failure.${failure.code}.means`)
    const reason = failure.code === 'not-allowed' ? failure.params?.reason : undefined
    return reason === undefined ? means : t(`reason.${reason as ReasonCode}`, { defaultValue: means })
  }
}

/** Everything that helps the people who look into it; already free of secrets when it arrives. */
function technicalOf({ code, params, detail, serviceCode }: FailureView, serviceCodeLabel: string): string {
  const lines = Object.entries(params ?? {}).map(([name, value]) => `${name}: ${value}`)
  if (serviceCode !== undefined) lines.push(`${serviceCodeLabel}: ${serviceCode}`)
  if (detail !== undefined) lines.push(detail)
  return lines.length === 0 ? '' : [code, ...lines].join('\n')
}
