import { type CSSProperties, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ReissueKey } from './reissue-key.tsx'
import { revealSeconds } from './revealed-key.ts'
import { useStreamKeyRequests } from './stream-key-requests.ts'
import { useStreamKey } from './use-stream-key.ts'

/** What another encoder needs: the server and the key, masked. It is fetched in the clear only when asked for, and leaves the page by itself. */
export function StreamKeyCard() {
  const { t } = useTranslation()
  const { session, connection } = useSnapshot()
  const { streamKey } = session
  const reachable = useReachable()
  const place = useRef<HTMLDivElement>(null)
  const { shown, left, reveal, hide, fetchKey } = useStreamKey(`${connection.currentId} ${reachable} ${streamKey?.masked}`, place)
  // The tab that it lies in is drawn by then.
  useStreamKeyRequests(() => requestAnimationFrame(() => place.current?.focus()))
  const closed = !reachable || streamKey === null
  const revealed = shown !== null
  const ingestUrl = streamKey?.ingestUrl ?? ''
  return (
    <Card title={t('streamKey.title')}>
      <p className="told">
        <Icon name={streamKey === null ? 'info' : 'warn'} />
        <span>{t(streamKey === null ? 'streamKey.none' : 'streamKey.explain')}</span>
      </p>
      <div ref={place} tabIndex={-1} className="key" data-shown={revealed} style={{ '--reveal-s': `${revealSeconds}s` } as CSSProperties}>
        <code data-testid="stream-key" data-shown={revealed} translate="no">
          {shown ?? streamKey?.masked ?? '––––'}
        </code>
        {revealed && <span aria-hidden="true">{t('streamKey.hidesIn', { seconds: left })}</span>}
      </div>
      <span className="unseen" role="status">
        {revealed ? t('streamKey.shownFor', { seconds: revealSeconds }) : ''}
      </span>
      <div className="link-actions">
        <CopyButton testId="stream-key-copy" label={`${t('copy.copy')}: ${t('streamKey.title')}`} getText={fetchKey} disabled={closed} />
        <Button
          small
          look="quiet"
          icon={revealed ? 'eyeOff' : 'eye'}
          testId="stream-key-reveal"
          onPress={revealed ? hide : () => void reveal()}
          disabled={closed}
        >
          {revealed ? t('streamKey.hide') : t('streamKey.reveal', { seconds: revealSeconds })}
        </Button>
        <ReissueKey />
      </div>
      <h3 className="ingest-title">{t('streamKey.ingest')}</h3>
      <div className="ingest">
        <code data-testid="ingest-url" data-value={ingestUrl} translate="no">
          {ingestUrl}
        </code>
        <CopyButton
          iconOnly
          testId="ingest-url-copy"
          label={`${t('copy.copy')}: ${t('streamKey.ingest')}`}
          getText={() => ingestUrl}
          disabled={streamKey === null}
        />
      </div>
      <p className="muted">{t('streamKey.otherEncoder')}</p>
    </Card>
  )
}
