import { useTranslation } from 'react-i18next'
import type { ReasonCode } from '#shared/contract'
import { isAboutFfmpeg } from '#shared/failure'
import { useCommand, usePageState, useReachable, useRefusal, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { collectFailures, type FailureView, type Remedy, type ShownFailure } from './collect-failures.ts'

/** What went wrong, in three sentences each: what happened, what it means, what to do. */
export function Failures() {
  const { connection } = usePageState()
  const { refused } = useRefusal()
  const found = collectFailures(useSnapshot(), refused)
  const lost: ShownFailure = { failure: { code: 'core-not-answering' }, level: 'bad', remedy: null }
  const shown = connection === 'open' ? found : [lost, ...found.filter(({ failure }) => failure.code !== 'core-not-answering')]
  return shown.map((each) => <FailureNotice key={each.failure.code} {...each} />)
}

function FailureNotice({ failure, level, remedy }: ShownFailure) {
  const { t } = useTranslation()
  const technical = technicalOf(failure, t('failures.serviceCode'))
  return (
    <section className="notice" data-level={level} data-testid="failure" data-code={failure.code} role={level === 'bad' ? 'alert' : 'note'}>
      <h2>{t(`failure.${failure.code}.what`)}</h2>
      <p>{meaning()}</p>
      <p className="notice-todo">{t(`failure.${failure.code}.todo`)}</p>
      {technical !== '' && (
        <details>
          <summary>{t('failures.details')}</summary>
          <pre translate="no">{technical}</pre>
        </details>
      )}
      <RemedyButton remedy={remedy} />
    </section>
  )

  /** A refused action carries the very reason that its button would have shown. */
  function meaning(): string {
    const means = t(`failure.${failure.code}.means`)
    const reason = failure.code === 'not-allowed' ? failure.params?.reason : undefined
    return reason === undefined ? means : t(`reason.${reason as ReasonCode}`, { defaultValue: means })
  }
}

function RemedyButton({ remedy }: { readonly remedy: Remedy }) {
  const { t } = useTranslation()
  const { connection } = useSnapshot()
  const { run, busy } = useCommand()
  const { forget } = useRefusal()
  const reachable = useReachable()
  const button = (words: string, onPress: () => void, closed = busy || !reachable) => (
    <div className="notice-end">
      <Button small testId="failure-remedy" onPress={onPress} disabled={closed} data={{ 'data-value': remedy ?? '' }}>
        {words}
      </Button>
    </div>
  )
  switch (remedy) {
    case 'retry-connection':
      return button(t('failures.retryConnection'), () => void run('connection.select', { connectionId: connection.currentId ?? '' }))
    case 'retry-picture':
      return button(t('failures.retryPicture'), () => void run('program.openPreview', null))
    case 'find-screens':
      return button(t('program.findScreens'), () => void run('program.refreshSources', null))
    case 'find-ffmpeg':
      return <FindFfmpeg />
    case 'dismiss':
      return button(t('failures.dismiss'), () => void run('session.dismissFailure', null))
    case 'forget':
      return button(t('failures.dismiss'), forget, false)
    case null:
      return null
  }
}

/** Looks for ffmpeg once more, and goes on where its absence had stopped things. Whoever chose a file may give it up. */
function FindFfmpeg() {
  const { t } = useTranslation()
  const { app, connection, session } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const closed = busy || !reachable

  const lookAgain = async () => {
    if (session.failure !== null && isAboutFfmpeg(session.failure)) await run('session.dismissFailure', null)
    if (connection.state === 'failed' && connection.currentId !== null) await run('connection.select', { connectionId: connection.currentId })
    else await run('program.refreshSources', null)
  }
  const takeBuiltIn = async () => {
    const chosen = await run('settings.set', { ffmpegPath: null })
    if (chosen.ok) await lookAgain()
  }
  return (
    <div className="notice-end">
      <Button small testId="failure-remedy" onPress={() => void lookAgain()} disabled={closed} data={{ 'data-value': 'find-ffmpeg' }}>
        {t('failures.findFfmpeg')}
      </Button>
      {app.ffmpeg.origin === 'setting' && (
        <Button small look="quiet" testId="ffmpeg-built-in" onPress={() => void takeBuiltIn()} disabled={closed}>
          {t('failures.builtInFfmpeg')}
        </Button>
      )}
    </div>
  )
}

/** Everything that helps the people who look into it; already free of secrets when it arrives. */
function technicalOf({ code, params, detail, serviceCode }: FailureView, serviceCodeLabel: string): string {
  const lines = Object.entries(params ?? {}).map(([name, value]) => `${name}: ${value}`)
  if (serviceCode !== undefined) lines.push(`${serviceCodeLabel}: ${serviceCode}`)
  if (detail !== undefined) lines.push(detail)
  return lines.length === 0 ? '' : [code, ...lines].join('\n')
}
