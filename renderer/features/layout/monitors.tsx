import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { ProgramPanel } from '../program/program-panel.tsx'
import { DeliveredPanel } from '../return-feed/delivered-panel.tsx'
import { arrangementOf, type ShownArrangement } from './arrangement.ts'
import { usePhase } from './use-phase.ts'
import { setMonitors, useView } from './view-store.ts'

/** Program and return feed, side by side or one above the other, or one of them large. */
export function Monitors() {
  const phase = usePhase()
  const { orientation } = useSnapshot().program
  const { monitors } = useView()
  const shown = arrangementOf(monitors, phase, orientation)
  return (
    <div className="monitors" data-testid="monitors" data-value={shown} data-orientation={orientation}>
      <ProgramPanel action={<Enlarge of="program" shown={shown} />} />
      <DeliveredPanel action={<Enlarge of="return-feed" shown={shown} />} />
    </div>
  )
}

const testIds = { program: { testId: 'program-large' }, 'return-feed': { testId: 'return-feed-large' } } as const

/** Makes one monitor large, or both equal again. */
function Enlarge({ of, shown }: { readonly of: 'program' | 'return-feed'; readonly shown: ShownArrangement }) {
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
function Arrange({ shown }: { readonly shown: ShownArrangement }) {
  const { t } = useTranslation()
  const next: ShownArrangement = shown === 'side-by-side' ? 'stacked' : 'side-by-side'
  const icon: IconName = next === 'stacked' ? 'rows' : 'columns'
  return (
    <Button small iconOnly look="quiet" icon={icon} testId="monitors-arrange" onPress={() => setMonitors(next)} data={{ 'data-value': shown }}>
      {t(next === 'stacked' ? 'layout.stack' : 'layout.sideBySide')}
    </Button>
  )
}
