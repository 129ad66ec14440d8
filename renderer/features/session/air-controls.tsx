import { useTranslation } from 'react-i18next'
import type { ReasonCode } from '#shared/contract'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { HoldButton } from '../../ui/hold-button.tsx'
import { CountdownOverlay } from '../countdown/countdown-overlay.tsx'
import { useCountdown } from '../countdown/use-countdown.ts'
import { ForceEnd } from './force-end.tsx'
import { endLiveHoldMs, goLiveHoldMs } from './hold-times.ts'
import { adviseNext } from './next-step.ts'

/** Reasons that close “Start streaming” as well, and are told there. */
const toldBesideStart: ReadonlySet<ReasonCode> = new Set([
  'not-connected',
  'connecting',
  'no-room',
  'room-not-startable',
  'room-ended',
  'room-cancelled',
  'room-type-unsupported',
  'room-live-elsewhere',
])

/** Go live and end: both act only when held. */
export function AirControls() {
  const { t } = useTranslation()
  const snapshot = useSnapshot()
  const { run } = useCommand()
  const reachable = useReachable()
  const { goLive, endLive } = snapshot.session.actions
  const advice = adviseNext(snapshot)
  const gate = (action: typeof goLive) => ({
    disabled: !reachable || !action.allowed,
    reason: !reachable ? t('page.coreLost') : action.allowed ? undefined : t(`reason.${action.reason}`),
  })
  const countdown = useCountdown({
    seconds: snapshot.app.countdownSeconds,
    blocked: gate(goLive).reason ?? null,
    onZero: () => run('session.goLive', null),
  })
  return (
    <section className="controls" aria-label={t('controls.air')}>
      <div className="controls-pair">
        <HoldButton
          testId="go-live"
          name={t('action.goLive')}
          icon="air"
          look={advice.kind === 'step' && advice.step === 'go-live' ? 'primary' : 'normal'}
          holdMs={goLiveHoldMs}
          onHeld={countdown.start}
          {...gate(goLive)}
        />
        <HoldButton
          testId="end-live"
          name={t('action.endLive')}
          icon="stop"
          look="normal"
          holdMs={endLiveHoldMs}
          onHeld={() => run('session.endLive', null)}
          {...gate(endLive)}
        />
      </div>
      <CountdownOverlay {...countdown} />
      <div className="controls-line">
        <p className="hint">{hintWords()}</p>
        <ForceEnd />
      </div>
    </section>
  )

  function hintWords(): string {
    if (!reachable) return ''
    if (goLive.allowed) return t('controls.explainHold', { seconds: goLiveHoldMs / 1000 })
    if (endLive.allowed) return t('controls.explainHold', { seconds: endLiveHoldMs / 1000 })
    return toldBesideStart.has(goLive.reason) ? '' : t(`reason.${goLive.reason}`)
  }
}
