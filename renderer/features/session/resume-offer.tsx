import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatTime } from '../../ui/format.ts'

/** A broadcast that was left open, by a crash for example: go on with it in one click. */
export function ResumeOffer() {
  const { t, i18n } = useTranslation()
  const { resume } = useSnapshot().session
  const { run, busy } = useCommand()
  const reachable = useReachable()
  if (resume === null) return null
  const closed = busy || !reachable
  return (
    <section
      className="notice"
      data-level="ask"
      data-testid="resume-offer"
      data-value={resume.roomId}
      data-state={resume.waiting ? 'waiting' : 'offered'}
      role="alert"
    >
      <h2>{t('resume.title')}</h2>
      <p>
        {t('resume.what', { title: resume.title || t('rooms.untitled') })}
        {resume.liveStartedAt !== null && ` ${t('resume.since', { time: formatTime(Date.parse(resume.liveStartedAt), i18n.language) })}`}
      </p>
      {resume.waiting && <p className="notice-todo">{t('resume.waiting')}</p>}
      <div className="notice-end">
        {!resume.waiting && (
          <Button look="primary" testId="resume-accept" onPress={() => void run('session.resume', null)} disabled={closed}>
            {t('resume.resume')}
          </Button>
        )}
        <Button small look="quiet" testId="resume-dismiss" onPress={() => void run('session.dismissResume', null)} disabled={closed}>
          {t('resume.dismiss')}
        </Button>
      </div>
    </section>
  )
}
