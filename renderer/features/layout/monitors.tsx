import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { ProgramPanel } from '../program/program-panel.tsx'
import { DeliveredPanel } from '../return-feed/delivered-panel.tsx'
import type { Phase } from './phase.ts'
import { usePhase } from './use-phase.ts'
import { type Arrangement, setMonitors, useView } from './view-store.ts'

type Shown = Exclude<Arrangement, 'auto'>

/** What each phase is looked at for. */
const fitting: Readonly<Record<Phase, Shown>> = { prepare: 'program', preview: 'side-by-side', 'on-air': 'side-by-side', after: 'return-feed' }

/** Program and return feed, side by side or one above the other, or one of them large. */
export function Monitors() {
  const phase = usePhase()
  const { monitors } = useView()
  const shown = monitors === 'auto' ? fitting[phase] : monitors
  return (
    <div className="monitors" data-testid="monitors" data-value={shown}>
      <ProgramPanel action={<Enlarge of="program" shown={shown} />} />
      <DeliveredPanel action={<Enlarge of="return-feed" shown={shown} />} />
    </div>
  )
}

const testIds = { program: { testId: 'program-large' }, 'return-feed': { testId: 'return-feed-large' } } as const

/** Makes one monitor large, or both equal again. */
function Enlarge({ of, shown }: { readonly of: 'program' | 'return-feed'; readonly shown: Shown }) {
  const { t } = useTranslation()
  const large = shown === of
  return (
    <span className="panel-actions">
      {of === 'program' && <Arrange shown={shown} />}
      <Button
        small
        iconOnly
        look="quiet"
        icon={large ? 'smaller' : 'larger'}
        {...testIds[of]}
        onPress={() => setMonitors(large ? 'side-by-side' : of)}
        data={{ 'data-value': String(large) }}
      >
        {t(large ? 'layout.bothEqual' : `layout.enlarge.${of}`)}
      </Button>
    </span>
  )
}

/** The arrangement that the button leads to. */
function Arrange({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation()
  const next: Shown = shown === 'side-by-side' ? 'stacked' : 'side-by-side'
  const icon: IconName = next === 'stacked' ? 'rows' : 'columns'
  return (
    <Button small iconOnly look="quiet" icon={icon} testId="monitors-arrange" onPress={() => setMonitors(next)} data={{ 'data-value': shown }}>
      {t(next === 'stacked' ? 'layout.stack' : 'layout.sideBySide')}
    </Button>
  )
}
