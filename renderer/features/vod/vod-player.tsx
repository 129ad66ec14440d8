import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { nameOfState } from '../session/state-names.ts'
import { playRecording } from './play-recording.ts'

/** The archived broadcast, played through the core. */
export function VodPlayer({ path }: { readonly path: string }) {
  const { t } = useTranslation()
  const { vod } = useSnapshot().session
  const video = useRef<HTMLVideoElement>(null)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    setFailed(false)
    return video.current === null ? undefined : playRecording(video.current, path, () => setFailed(true))
  }, [path])

  return (
    <section className="panel" aria-labelledby="recording-title">
      <header className="panel-head">
        <h2 id="recording-title">{t('page.recording')}</h2>
      </header>
      <div className="stage">
        {/* biome-ignore lint/a11y/useMediaCaption: the service archives no captions */}
        <video ref={video} controls playsInline preload="metadata" data-testid="vod-player" aria-label={t('vod.player')} />
      </div>
      <footer className="panel-foot">
        <span className="muted" role="status">
          {failed ? t('vod.failed') : vod?.videoPostState ? `${t('vod.post')}: ${nameOfState(t, 'videoPostState', vod.videoPostState)}` : ''}
        </span>
      </footer>
    </section>
  )
}
