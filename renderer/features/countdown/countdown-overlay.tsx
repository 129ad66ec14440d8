import { type CSSProperties, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { type Countdown, isSpoken } from './countdown.ts'

/** The last seconds before going live, large, with the way out. Nothing else on the page is closed meanwhile. */
export function CountdownOverlay({ current, cancel }: { readonly current: Countdown; readonly cancel: () => void }) {
  switch (current.state) {
    case 'off':
    case 'reached':
      return null
    case 'counting':
      return <Counting left={current.left} of={current.of} cancel={cancel} />
    case 'stopped':
      return <Stopped why={current.why} dismiss={cancel} />
  }
}

function Counting({ left, of, cancel }: { readonly left: number; readonly of: number; readonly cancel: () => void }) {
  const { t } = useTranslation()
  const rehearsal = useSnapshot().connection.environment === 'rehearsal'
  const layer = useTopLayer()
  useEscape(cancel)
  return (
    <section
      ref={layer}
      popover="manual"
      className="countdown"
      data-testid="countdown"
      data-state="counting"
      data-value={left}
      data-environment={rehearsal ? 'rehearsal' : 'other'}
      aria-label={t('countdown.title')}
      style={{ '--countdown': `${of}s` } as CSSProperties}
    >
      <p aria-hidden="true">{t('countdown.title')}</p>
      <strong aria-hidden="true">{left}</strong>
      <p className="unseen" role="status">
        {isSpoken(left, of) ? t('countdown.spoken', { seconds: left }) : ''}
      </p>
      <p>{t(rehearsal ? 'countdown.rehearsal' : 'countdown.real')}</p>
      <Button testId="countdown-cancel" icon="close" onPress={cancel}>
        {t('countdown.cancel')}
      </Button>
      <p className="muted">{t('countdown.escape')}</p>
      <span className="countdown-bar" aria-hidden="true" />
    </section>
  )
}

function Stopped({ why, dismiss }: { readonly why: string; readonly dismiss: () => void }) {
  const { t } = useTranslation()
  const layer = useTopLayer()
  useEscape(dismiss)
  return (
    <section ref={layer} popover="manual" className="countdown" data-testid="countdown" data-state="stopped" aria-label={t('countdown.stopped')}>
      <div role="alert">
        <p className="countdown-stopped">{t('countdown.stopped')}</p>
        <p>{why}</p>
      </div>
      <Button testId="countdown-dismiss" onPress={dismiss}>
        {t('failures.dismiss')}
      </Button>
    </section>
  )
}

/** Above everything, whatever the page scrolls or clips, without closing the rest of it. */
function useTopLayer() {
  const element = useRef<HTMLElement>(null)
  useEffect(() => element.current?.showPopover(), [])
  return element
}

/** Escape calls it off wherever the focus is. */
function useEscape(onEscape: () => void) {
  const latest = useRef(onEscape)
  useEffect(() => {
    latest.current = onEscape
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key === 'Escape') latest.current()
    }
    window.addEventListener('keydown', hear, true)
    return () => window.removeEventListener('keydown', hear, true)
  }, [])
}
