import { useTranslation } from 'react-i18next'
import { usePageState, useRefusal, useSnapshot } from '../../page-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import { collectFailures, type FailureView, type ShownFailure } from './collect-failures.ts'
import { DismissButton, RemedyButton } from './failure-buttons.tsx'
import { failureWords } from './failure-words.ts'

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
  const words = failureWords(t, failure)
  const technical = technicalOf(failure, t('failures.serviceCode'))
  return (
    <section className="notice" data-level={level} data-testid="failure" data-code={failure.code} aria-label={words.what}>
      <h2 className="notice-title">
        <Icon name={level === 'bad' ? 'problem' : 'warn'} />
        {words.what}
      </h2>
      <p>{words.means}</p>
      <p className="notice-todo">{words.todo}</p>
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
}

/** Everything that helps the people who look into it; already free of secrets when it arrives. */
function technicalOf({ code, params, detail, serviceCode }: FailureView, serviceCodeLabel: string): string {
  const lines = Object.entries(params ?? {}).map(([name, value]) => `${name}: ${value}`)
  if (serviceCode !== undefined) lines.push(`${serviceCodeLabel}: ${serviceCode}`)
  if (detail !== undefined) lines.push(detail)
  return lines.length === 0 ? '' : [code, ...lines].join('\n')
}
