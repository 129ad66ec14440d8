import { useEffect } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Announcer } from './features/announcer/announcer.tsx'
import { AppHeader } from './features/header/app-header.tsx'
import { Monitors } from './features/layout/monitors.tsx'
import { SideColumn } from './features/layout/side-column.tsx'
import { usePhase } from './features/layout/use-phase.ts'
import { SceneStrip } from './features/scenes/scene-strip.tsx'
import { AirControls } from './features/session/air-controls.tsx'
import { NumbersStrip } from './features/session/numbers-strip.tsx'
import { SendControls } from './features/session/send-controls.tsx'
import { StatesStrip } from './features/session/states-strip.tsx'
import { Shortcuts } from './features/shortcuts/shortcuts.tsx'
import { useShowRequests } from './features/shown/use-show-requests.ts'
import { useFreshSources } from './features/sources/use-fresh-sources.ts'
import { showTally } from './features/tally/shown-tally.ts'
import { TallyBar } from './features/tally/tally-bar.tsx'
import { useDocumentTally } from './features/tally/use-document-tally.ts'
import { languageOf, themeOf } from './first-look.ts'
import { speak } from './i18n/setup.ts'
import { usePageState, useSnapshot } from './page-context.tsx'

export function App() {
  const { i18n } = useTranslation()
  const { snapshot } = usePageState()
  useDocument()
  useDocumentTally()
  return <I18nProvider locale={i18n.language}>{snapshot === null ? <Waiting /> : <ControlRoom />}</I18nProvider>
}

export function ControlRoom() {
  const { t, i18n } = useTranslation()
  const phase = usePhase()
  const { environment } = useSnapshot().connection
  const { state } = showTally(usePageState())
  useFreshSources()
  useShowRequests()
  return (
    <div className="app" data-phase={phase} data-tally={state} data-environment={environment ?? ''}>
      <AppHeader />
      <TallyBar />
      <main className="work" aria-label={t('page.main')}>
        <Monitors />
        <SceneStrip />
        <div className="strips">
          <StatesStrip />
          <NumbersStrip />
        </div>
        <div className="deck">
          <SendControls />
          <AirControls />
        </div>
      </main>
      <SideColumn />
      {/* What was said in another language is not left to be read in this one. */}
      <Announcer key={i18n.language} />
      <Shortcuts />
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

/** Keeps what belongs to the document as a whole in step: language, theme, revision. */
function useDocument() {
  const { snapshot } = usePageState()
  const language = languageOf(snapshot?.app ?? null, document.documentElement, navigator.languages)
  const theme = themeOf(snapshot?.app ?? null, document.documentElement)
  const revision = snapshot?.revision

  useEffect(() => {
    void speak(language)
  }, [language])
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  useEffect(() => {
    if (revision !== undefined) document.documentElement.dataset.revision = String(revision)
  }, [revision])
}
