import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'

/** The links to hand out: the live ones while there are any, the recording afterwards. Their places are always there. */
export function ShareCard() {
  const { t } = useTranslation()
  const { session, connection } = useSnapshot()
  const rehearsal = connection.environment === 'rehearsal'
  return (
    <Card title={t('share.title')}>
      <p className="muted">{t(rehearsal ? 'share.onlyHere' : 'share.everyone')}</p>
      <LinkRow testId="share-hls" label={t('share.hls')} url={session.share.hls} empty={t('share.notYet')} />
      <LinkRow testId="share-dash" label={t('share.dash')} url={session.share.dash} empty={t('share.notYet')} />
      <LinkRow testId="vod-link" label={t('share.vod')} url={session.vod?.url ?? null} empty={t('share.vodNotYet')} />
    </Card>
  )
}

function LinkRow({
  testId,
  label,
  url,
  empty,
}: {
  readonly testId: string
  readonly label: string
  readonly url: string | null
  readonly empty: string
}) {
  const { t } = useTranslation()
  return (
    <div className="row" data-testid={testId} data-value={url ?? ''}>
      <span className="row-label">{label}</span>
      {url === null ? (
        <span className="row-text muted">{empty}</span>
      ) : (
        <a className="row-text" href={url} target="_blank" rel="noreferrer" title={url}>
          {url}
        </a>
      )}
      <CopyButton iconOnly label={`${t('copy.copy')}: ${label}`} getText={() => url ?? ''} disabled={url === null} />
    </div>
  )
}
