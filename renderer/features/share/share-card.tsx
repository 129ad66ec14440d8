import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { recordingStage } from '../vod/recording-stage.ts'
import { LinkRow } from './link-row.tsx'
import { type Audience, audienceOf, type LiveLink, leadsToThisComputer, liveLinks, whyNoLink } from './share-links.ts'

const audienceIcons: Readonly<Record<Audience, IconName>> = { everyone: 'globe', admitted: 'lock', thisComputer: 'screen', rehearsal: 'screen' }

/** The links to hand out: the live ones while there are any, the recording afterwards. Their places are always there. */
export function ShareCard() {
  const { t } = useTranslation()
  const { session, connection } = useSnapshot()
  const over = session.vod !== null
  const links = [...Object.values(session.share), session.vod?.url ?? null]
  const audience = audienceOf({ environment: connection.environment, accessLevel: session.room?.accessLevel, links })
  return (
    <Card title={t('share.title')}>
      <p className="told" data-audience={audience}>
        <Icon name={audienceIcons[audience]} />
        <span>{t(`share.audience.${audience}`)}</span>
      </p>
      <ul className="links">
        {over && <Recording />}
        <Live testId="share-hls" kind="hls" />
        <Live testId="share-dash" kind="dash" />
        <Live testId="share-rtmp" kind="rtmp" />
        <Live testId="share-flv" kind="flv" />
        {!over && <Recording />}
      </ul>
      {Object.values(session.share).some((link) => link !== null) && <p className="muted">{t('share.newLinks')}</p>}
    </Card>
  )
}

/** A link to the broadcast that is on air. Those that only some broadcasts have appear only then. */
function Live({ testId, kind }: { readonly testId: string; readonly kind: LiveLink }) {
  const { t } = useTranslation()
  const { session, connection, program } = useSnapshot()
  const link = session.share[kind]
  const { name, opensInBrowser, always } = liveLinks[kind]
  if (link === null && !always) return null
  return (
    <LinkRow
      testId={testId}
      kind={kind}
      name={name}
      link={link}
      none={t(`share.${whyNoLink(session.room?.state ?? null, kind, session.streamKey?.mode ?? program.outputMode)}`)}
      opensInBrowser={opensInBrowser}
      onlyHere={link !== null && (connection.environment === 'rehearsal' || leadsToThisComputer(link))}
    />
  )
}

function Recording() {
  const { t } = useTranslation()
  const { session, connection } = useSnapshot()
  const link = session.vod?.url ?? null
  return (
    <LinkRow
      testId="vod-link"
      kind="recording"
      name={t('share.recording')}
      link={link}
      none={none()}
      opensInBrowser
      onlyHere={link !== null && (connection.environment === 'rehearsal' || leadsToThisComputer(link))}
    />
  )

  function none(): string {
    if (session.vod === null) return t('share.recordingNotYet')
    const stage = recordingStage(session)
    if (stage === 'lost') return t('share.recordingLost')
    return t(stage === 'none' ? 'share.recordingNone' : 'share.onItsWay')
  }
}
