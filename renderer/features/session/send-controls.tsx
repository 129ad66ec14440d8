import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReasonCode, Snapshot } from '#shared/contract'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { adviseNext } from './next-step.ts'
import { StopQuestion } from './stop-question.tsx'

/** Start and stop the stream. Both are always there, so that nothing moves under the hand. */
export function SendControls() {
  const { t } = useTranslation()
  const snapshot = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const advice = adviseNext(snapshot)
  const startsNext = advice.kind === 'step' && (advice.step === 'start-stream' || advice.step === 'paused')
  const [asking, setAsking] = useState(false)
  const onAir = snapshot.session.state === 'live' || snapshot.session.state === 'interrupted'
  const { streamStart, streamStop, reconnectNow } = snapshot.session.actions
  const gate = (action: typeof streamStart) => ({
    disabled: busy || !reachable || !action.allowed,
    reason: !reachable ? t('page.coreLost') : action.allowed ? undefined : t(`reason.${action.reason}`),
  })
  return (
    <section className="controls" aria-label={t('controls.send')}>
      <div className="controls-pair">
        <Button
          testId="stream-start"
          icon="send"
          look={startsNext ? 'primary' : 'normal'}
          onPress={() => void run('session.streamStart', null)}
          {...gate(streamStart)}
        >
          {t('action.streamStart')}
        </Button>
        <Button
          testId="stream-stop"
          icon="stop"
          onPress={() => (onAir ? setAsking(true) : void run('session.streamStop', null))}
          {...gate(streamStop)}
        >
          {t('action.streamStop')}
        </Button>
      </div>
      <div className="controls-line">
        <p className="hint">{hintWords()}</p>
        <Button
          small
          look="quiet"
          icon="refresh"
          testId="reconnect-now"
          onPress={() => void run('session.reconnectNow', null)}
          {...gate(reconnectNow)}
        >
          {t('action.reconnectNow')}
        </Button>
      </div>
      {asking && onAir && <StopQuestion onClose={() => setAsking(false)} />}
    </section>
  )

  function hintWords(): string {
    if (!reachable) return ''
    const sending = wordsOfSender(snapshot.session)
    if (sending !== null) return t(`sender.${sending}`, { count: snapshot.session.reconnectAttempt })
    return streamStart.allowed || isPlain(streamStart.reason) ? '' : t(`reason.${streamStart.reason}`)
  }
}

const wordsOfSender = ({ witnesses }: Snapshot['session']) => (witnesses.sender === 'off' ? null : witnesses.sender)

/** Reasons that only repeat what the buttons show. */
const isPlain = (reason: ReasonCode) => reason === 'already-sending'
