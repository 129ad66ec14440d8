import { useTranslation } from 'react-i18next'
import { usePageState, useSnapshot } from '../../page-context.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { findCause, hearWitnesses, type Level, type Witnesses } from './witnesses.ts'

const icons: Readonly<Record<Level, IconName>> = { off: 'pending', busy: 'time', good: 'done', warn: 'warn', bad: 'problem' }
const order = ['encoder', 'sender', 'service'] as const

/** What encoder, sender and service say, and which of them to look at. Without a core nothing of it is known. */
export function WitnessRows() {
  const { t } = useTranslation()
  const { connection, stale } = usePageState()
  const { session } = useSnapshot()
  const known = connection === 'open'
  const heard = hearWitnesses(session, stale)
  const cause = known ? findCause(session, stale) : null
  return (
    <ul className="witnesses">
      {order.map((witness) => (
        <li
          key={witness}
          className="witness"
          data-testid="witness"
          data-value={witness}
          data-state={known ? heard[witness].state : 'unknown'}
          data-level={known ? heard[witness].level : 'off'}
          data-cause={cause?.witness === witness || undefined}
        >
          <Icon name={known ? icons[heard[witness].level] : 'help'} />
          <p className="witness-name">
            <strong>{t(`health.witness.${witness}`)}</strong>
            {cause?.witness === witness && <em>{t('health.lookHere')}</em>}
          </p>
          <p>{known ? words(witness, heard) : t('health.notKnown')}</p>
          {cause?.witness === witness && (
            <p className="witness-cause" data-testid="health-cause" data-value={cause.code}>
              {t(`health.cause.${cause.code}`)}
            </p>
          )}
        </li>
      ))}
    </ul>
  )

  function words(witness: (typeof order)[number], { encoder, sender, service }: Witnesses): string {
    if (witness === 'encoder') return t(`health.encoder.${encoder.state}`)
    if (witness === 'service') return t(`health.service.${service.state}`)
    return sender.state === 'off' ? t('health.nothingSent') : t(`sender.${sender.state}`, { count: session.reconnectAttempt })
  }
}
