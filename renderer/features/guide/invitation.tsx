import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { requestConnections } from '../connections/open-connections.ts'

/** The only address that FlipFlop Cloud's documents give, and where its apps are looked after. */
const contact = 'support@jocoos.com'
const consoleUrl = 'https://console.flipflop.cloud'

/** After the first rehearsal: how one comes to a real account, and where to enter it. */
export function Invitation() {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const { session } = useSnapshot()
  const select = session.actions.selectConnection
  const later = (
    <Button small look="quiet" testId="guide-later" disabled={busy || !reachable} onPress={() => void run('settings.set', { guide: 'done' })}>
      {t('guide.invitation.later')}
    </Button>
  )
  return (
    <div className="guide" data-testid="guide" data-state="invitation">
      <Card title={t('guide.invitation.title')} action={later}>
        <p>{t('guide.invitation.was')}</p>
        <h3>{t('guide.invitation.connect')}</h3>
        <p>{t('guide.invitation.inquiry')}</p>
        <p className="guide-contact">
          <code translate="no">{contact}</code>
          <CopyButton iconOnly label={t('guide.invitation.copyContact')} getText={() => contact} testId="guide-contact-copy" />
        </p>
        <p>{t('guide.invitation.youGet')}</p>
        <div className="guide-end">
          <a href={consoleUrl} target="_blank" rel="noreferrer" data-testid="guide-console">
            {t('guide.invitation.console')}
            <span className="unseen"> {t('guide.invitation.newTab')}</span>
          </a>
          <Button
            small
            look="primary"
            icon="plus"
            testId="guide-connect"
            disabled={busy || !reachable || !select.allowed}
            reason={select.allowed ? undefined : t(`reason.${select.reason}`)}
            onPress={() => requestConnections({ at: 'add' })}
          >
            {t('header.addConnection')}
          </Button>
        </div>
      </Card>
    </div>
  )
}
