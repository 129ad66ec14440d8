import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Failures } from './features/failures/failures.tsx'
import { AppHeader } from './features/header/app-header.tsx'
import { DevicesCard } from './features/program/devices-card.tsx'
import { ProgramPanel } from './features/program/program-panel.tsx'
import { DeliveredPanel } from './features/return-feed/delivered-panel.tsx'
import { RoomsCard } from './features/rooms/rooms-card.tsx'
import { AirControls } from './features/session/air-controls.tsx'
import { NumbersStrip } from './features/session/numbers-strip.tsx'
import { ResumeOffer } from './features/session/resume-offer.tsx'
import { SendControls } from './features/session/send-controls.tsx'
import { StatesStrip } from './features/session/states-strip.tsx'
import { ShareCard } from './features/share/share-card.tsx'
import { StreamKeyCard } from './features/stream-key/stream-key-card.tsx'
import { showTally } from './features/tally/shown-tally.ts'
import { TallyBar } from './features/tally/tally-bar.tsx'
import { EventLog } from './features/timeline/event-log.tsx'
import { chooseLanguage } from './i18n/setup.ts'
import { usePageState } from './page-context.tsx'

export function App() {
  const { snapshot } = usePageState()
  useDocument()
  return snapshot === null ? <Waiting /> : <ControlRoom />
}

export function ControlRoom() {
  const { t } = useTranslation()
  return (
    <div className="app">
      <AppHeader />
      <TallyBar />
      <main className="work">
        <div className="column">
          <ProgramPanel />
          <SendControls />
        </div>
        <div className="column">
          <DeliveredPanel />
          <AirControls />
        </div>
        <div className="strips">
          <StatesStrip />
          <NumbersStrip />
        </div>
      </main>
      <aside className="side" aria-label={t('page.side')}>
        <ResumeOffer />
        <Failures />
        <RoomsCard />
        <ShareCard />
        <StreamKeyCard />
        <DevicesCard />
        <EventLog />
      </aside>
    </div>
  )
}

/** Before the first snapshot. A core that cannot be reached at all is said, not waited for in silence. */
function Waiting() {
  const { t } = useTranslation()
  const { connection } = usePageState()
  return (
    <main className="waiting" role="status">
      <p>{t('page.starting')}</p>
      <p className="muted late" data-state={connection}>
        {t('page.coreLost')}. {t('page.coreLostTodo')}
      </p>
    </main>
  )
}

/** Keeps what belongs to the document as a whole in step: language, theme, title, revision. */
function useDocument() {
  const { t, i18n } = useTranslation()
  const page = usePageState()
  const { snapshot } = page
  const language = languageOf(snapshot?.app.language ?? null)
  const theme = snapshot?.app.theme ?? 'system'
  const revision = snapshot?.revision
  const tally = showTally(page).state
  const rehearsal = snapshot?.connection.environment === 'rehearsal'

  useEffect(() => {
    void i18n.changeLanguage(language)
    document.documentElement.lang = language
  }, [i18n, language])
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  useEffect(() => {
    if (revision !== undefined) document.documentElement.dataset.revision = String(revision)
  }, [revision])
  const title = snapshot === null ? t('brand') : `${t(`${rehearsal ? 'rehearsalTally' : 'tally'}.${tally}`)} – ${t('brand')}`
  useEffect(() => {
    document.title = title
  }, [title])
}

/** Chosen in Tally, else asked for by the address or the host, else preferred by the browser. */
export const languageOf = (chosen: string | null) =>
  chooseLanguage([chosen, new URLSearchParams(location.search).get('lang'), document.documentElement.dataset.lang, ...navigator.languages])
