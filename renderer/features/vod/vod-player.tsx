import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { nameOfState } from '../session/state-names.ts'
import { playRecording } from './play-recording.ts'
import { RecordingWords } from './recording-words.tsx'

/** The archived broadcast, played through the core. Until there is one to play: how far it has come, in words. */
export function VodPlayer({ path, action }: { readonly path: string | null; readonly action?: ReactNode }) {
  const { t } = useTranslation()
  const { vod } = useSnapshot().session
  const video = useRef<HTMLVideoElement>(null)
  const [failed, setFailed] = useState(false)
  const link = vod?.url ?? null

  useEffect(() => {
    setFailed(false)
    return path === null || video.current === null ? undefined : playRecording(video.current, path, () => setFailed(true))
  }, [path])

  return (
    <section className="panel" data-monitor="return-feed" aria-labelledby="recording-title">
      <header className="panel-head">
        <h2 id="recording-title">{t('page.recording')}</h2>
        {action}
      </header>
      <div className="stage">
        {path === null ? (
          <RecordingWords />
        ) : (
          // biome-ignore lint/a11y/useMediaCaption: the service archives no captions
          <video ref={video} controls playsInline preload="metadata" data-testid="vod-player" aria-label={t('vod.player')} />
        )}
      </div>
      <footer className="panel-foot">
        <span className="muted" role="status">
          {failed && <Icon name="warn" />}
          {failed ? t('vod.notPlayed') : vod?.videoPostState ? `${t('vod.post')}: ${nameOfState(t, 'videoPostState', vod.videoPostState)}` : ''}
        </span>
        {link !== null && <CopyButton testId="vod-copy" label={t('vod.copyLinkOf')} words={t('vod.copyLink')} getText={() => link} />}
      </footer>
    </section>
  )
}
