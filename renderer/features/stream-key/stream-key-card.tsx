import { useTranslation } from 'react-i18next'
import { useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { revealSeconds, useStreamKey } from './use-stream-key.ts'

/** The stream key, masked. It is fetched in the clear only when asked for, and leaves the page again by itself. */
export function StreamKeyCard() {
  const { t } = useTranslation()
  const { streamKey } = useSnapshot().session
  const reachable = useReachable()
  const { shown, secondsLeft, reveal, hide, fetchKey } = useStreamKey()
  const closed = !reachable || streamKey === null
  return (
    <Card title={t('streamKey.title')}>
      <p className="muted">{streamKey === null ? t('streamKey.none') : t('streamKey.explain')}</p>
      <code className="secret" data-testid="stream-key" data-shown={shown !== null} translate="no">
        {shown ?? streamKey?.masked ?? '––––'}
      </code>
      <div className="row-end">
        <Button
          small
          look="quiet"
          icon={shown === null ? 'eye' : 'lock'}
          testId="stream-key-reveal"
          onPress={shown === null ? () => void reveal() : hide}
          disabled={closed}
        >
          {shown === null ? t('streamKey.reveal', { seconds: revealSeconds }) : t('streamKey.hide', { seconds: secondsLeft })}
        </Button>
        <CopyButton testId="stream-key-copy" label={`${t('streamKey.copy')}: ${t('streamKey.key')}`} getText={fetchKey} disabled={closed} />
      </div>
      <div className="row">
        <span className="row-label">{t('streamKey.ingest')}</span>
        <code className="row-text" translate="no">
          {streamKey?.ingestUrl ?? ''}
        </code>
      </div>
    </Card>
  )
}
