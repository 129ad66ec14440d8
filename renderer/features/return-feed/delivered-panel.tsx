import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionState } from '#shared/contract'
import { usePageState, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/format.ts'
import { VodPlayer } from '../vod/vod-player.tsx'
import { useReturnFeed } from './use-return-feed.ts'

/** What viewers receive: the stream as the service delivers it, and after the broadcast its recording. */
export function DeliveredPanel({ action }: { readonly action?: ReactNode }) {
  const { session } = useSnapshot()
  const recording = session.returnFeed === null ? session.vod : null
  return recording === null ? <ReturnFeed action={action} /> : <VodPlayer path={recording.playbackPath} action={action} />
}

function ReturnFeed({ action }: { readonly action: ReactNode }) {
  const { t, i18n } = useTranslation()
  const { connection } = usePageState()
  const { session, connection: service } = useSnapshot()
  const feed = session.returnFeed
  const [upright, setUpright] = useState(false)
  const { video, state, latencyMs, muted, toggleSound } = useReturnFeed(feed, session.clockOffsetMs ?? 0)
  const shown = feed !== null && state === 'playing'
  const audience = shown ? audienceOf(session.tally.state, service.environment === 'rehearsal') : null
  return (
    <section className="panel" data-monitor="return-feed" aria-labelledby="delivered-title">
      <header className="panel-head">
        <h2 id="delivered-title">{t('page.delivered')}</h2>
        <span className="muted">{audience !== null && connection === 'open' ? t(`delivered.${audience}`) : ''}</span>
        {action}
      </header>
      <div
        className="stage"
        data-testid="return-feed"
        data-protocol={feed?.protocol ?? ''}
        data-state={feed === null ? 'none' : state}
        data-latency-ms={latencyMs ?? ''}
      >
        {/* biome-ignore lint/a11y/useMediaCaption: a live picture of one's own stream has no captions */}
        <video
          ref={video}
          playsInline
          hidden={!shown && state !== 'again'}
          data-upright={upright || undefined}
          onResize={({ currentTarget }) => setUpright(currentTarget.videoHeight > currentTarget.videoWidth)}
          aria-label={t('delivered.video')}
        />
        {!shown && (
          <p className="curtain" data-over={state === 'again' || undefined}>
            {words()}
          </p>
        )}
      </div>
      <footer className="panel-foot">
        <span className="muted feed-delay">{shown ? delay() : ''}</span>
        <Button small look="quiet" icon={muted ? 'soundOff' : 'soundOn'} testId="return-feed-sound" disabled={!shown} onPress={toggleSound}>
          {t(muted ? 'delivered.unmute' : 'delivered.mute')}
        </Button>
      </footer>
    </section>
  )

  /** HTTP-FLV carries nothing to measure it by; whoever chose it for its speed is told so. */
  function delay(): string {
    if (latencyMs !== null) return t('delivered.behind', { seconds: formatNumber(latencyMs / 1000, i18n.language, 1) })
    return feed?.protocol === 'flv' ? t('delivered.delayUnknown') : ''
  }

  function words(): string {
    if (feed !== null) return t(state === 'again' ? 'delivered.again' : 'delivered.loading')
    if (ending.includes(session.state)) return t('delivered.stopped')
    switch (session.streamKey?.state) {
      case 'ACTIVE_PREP':
      case 'ACTIVE_LIVE_PREP':
        return t('delivered.waiting')
      case 'INACTIVE_LIVE':
        return t('delivered.viewersWait')
      default:
        return t('delivered.nothing')
    }
  }
}

/** Nothing is delivered any more, and the recording is not there yet. */
const ending: readonly SessionState[] = ['ending', 'ending-stuck', 'force-ending', 'archiving']

function audienceOf(tally: string, rehearsal: boolean): 'privateNow' | 'publicNow' | 'publicRehearsal' | null {
  if (tally === 'preview') return 'privateNow'
  if (tally !== 'live') return null
  return rehearsal ? 'publicRehearsal' : 'publicNow'
}
