import { useTranslation } from 'react-i18next'
import { usePageState, useSnapshot } from '../../page-context.tsx'
import { nameOfState } from './state-names.ts'

/** The four states in plain words, with the service's own spelling below, so that two people can talk about them. */
export function StatesStrip() {
  const { t } = useTranslation()
  const { connection } = usePageState()
  const { session } = useSnapshot()
  const vod = session.vod?.state ?? session.room?.vodState ?? null
  return (
    <dl className="strip" aria-label={t('states.title')} data-known={connection === 'open'}>
      <StateCell testId="session-state" label={t('states.session')} state={session.state} words={t(`session.${session.state}`)} />
      <StateCell
        testId="stream-key-state"
        label={t('states.streamKey')}
        state={session.streamKey?.state ?? null}
        words={session.streamKey && nameOfState(t, 'streamKeyState', session.streamKey.state)}
      />
      <StateCell
        testId="room-state"
        label={t('states.room')}
        state={session.room?.state ?? null}
        words={session.room && nameOfState(t, 'roomState', session.room.state)}
      />
      <StateCell testId="vod-state" label={t('states.vod')} state={vod} words={vod && nameOfState(t, 'vodState', vod)} />
    </dl>
  )
}

function StateCell(props: { readonly testId: string; readonly label: string; readonly state: string | null; readonly words: string | null }) {
  const { t } = useTranslation()
  return (
    <div className="cell" data-testid={props.testId} data-state={props.state ?? ''}>
      <dt>{props.label}</dt>
      <dd>
        <strong>{props.words ?? t('states.none')}</strong>
        <code translate="no">{props.state ?? ''}</code>
      </dd>
    </div>
  )
}
