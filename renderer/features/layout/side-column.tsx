import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { failure } from '#shared/failure'
import { type SideTab, sideTabs } from '#shared/show'
import { useRefusal } from '../../page-context.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { latePart } from '../../ui/late-part.tsx'
import { Failures } from '../failures/failures.tsx'
import { GuideCard } from '../guide/guide-card.tsx'
import { HealthPanel } from '../health/health-panel.tsx'
import { ReportCard } from '../report/report-card.tsx'
import { RoomsCard } from '../rooms/rooms-card.tsx'
import { LiveElsewhere } from '../session/live-elsewhere.tsx'
import { OtherHands } from '../session/other-hands.tsx'
import { ResumeOffer } from '../session/resume-offer.tsx'
import { ChecklistCard } from '../setup/checklist-card.tsx'
import { OutputCard } from '../setup/output-card.tsx'
import { ShareCard } from '../share/share-card.tsx'
import { StateMap } from '../state-map/state-map.tsx'
import { NewKeyNotice } from '../stream-key/new-key-notice.tsx'
import { StreamKeyCard } from '../stream-key/stream-key-card.tsx'
import { EventLog } from '../timeline/event-log.tsx'
import { RecordingCard } from '../vod/recording-card.tsx'
import { tabOf } from './phase.ts'
import { usePhase } from './use-phase.ts'
import { showTab, useView } from './view-store.ts'

/** It begins below the edge of most windows. */
const SoundCard = latePart(() => import('../sound/sound-card.tsx').then((part) => part.SoundCard))

const DevicesCard = latePart(() => import('../sources/devices-card.tsx').then((part) => part.DevicesCard))

const PageSourceCard = latePart(() => import('../page-source/page-source-card.tsx').then((part) => part.PageSourceCard))

const looks: Readonly<Record<SideTab, { readonly icon: IconName; readonly testId: string }>> = {
  setup: { icon: 'setup', testId: 'tab-setup' },
  health: { icon: 'health', testId: 'tab-health' },
  states: { icon: 'states', testId: 'tab-states' },
  share: { icon: 'link', testId: 'tab-share' },
  events: { icon: 'events', testId: 'tab-events' },
}

/** What needs an answer on top; below it everything else, one tab for each question. */
export function SideColumn() {
  const { t } = useTranslation()
  const phase = usePhase()
  const { tab } = useView()
  const { refuse } = useRefusal()
  return (
    <aside className="side" aria-label={t('page.side')}>
      <div className="side-notices">
        <ResumeOffer />
        <LiveElsewhere />
        <OtherHands />
        <Failures />
        <GuideCard />
      </div>
      <Tabs className="tabs" selectedKey={tab ?? tabOf[phase]} onSelectionChange={(key) => showTab(key as SideTab)}>
        <TabList className="tab-list" aria-label={t('layout.tabs')}>
          {sideTabs.map((name) => (
            <Tab key={name} id={name} className="tab" data-testid={looks[name].testId}>
              <Icon name={looks[name].icon} />
              <span>{t(`layout.tab.${name}`)}</span>
            </Tab>
          ))}
        </TabList>
        <Panel id="setup">
          <ChecklistCard />
          <RoomsCard />
          <SoundCard onMissing={() => refuse(failure('core-not-answering'))} />
          <OutputCard />
          <DevicesCard onMissing={() => refuse(failure('core-not-answering'))} />
          <PageSourceCard onMissing={() => refuse(failure('core-not-answering'))} />
        </Panel>
        <Panel id="health">
          <HealthPanel />
        </Panel>
        <Panel id="states">
          <StateMap />
        </Panel>
        <Panel id="share">
          {phase === 'after' && <NewKeyNotice />}
          {phase === 'after' && <ReportCard />}
          <RecordingCard />
          <ShareCard />
          <StreamKeyCard />
        </Panel>
        <Panel id="events">
          <EventLog />
        </Panel>
      </Tabs>
    </aside>
  )
}

/** Stays where it is while another is shown, so that nothing in it starts over. */
const Panel = ({ id, children }: { readonly id: SideTab; readonly children: ReactNode }) => (
  <TabPanel id={id} className="tab-panel" shouldForceMount>
    {children}
  </TabPanel>
)
