import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '#shared/contract'
import { useSnapshot } from '../../page-context.tsx'
import { MicMute } from '../sound/mic-mute.tsx'
import { SourceChoices } from '../sources/source-choices.tsx'
import { LevelMeter } from './level-meter.tsx'
import { ProgramMonitor } from './program-monitor.tsx'

/** What is sent: the picture, what it is made of, and the sound. */
export function ProgramPanel({ action }: { readonly action?: ReactNode }) {
  const { t } = useTranslation()
  const { program } = useSnapshot()
  return (
    <section className="panel" data-monitor="program" aria-labelledby="program-title">
      <header className="panel-head">
        <h2 id="program-title">{t('page.program')}</h2>
        <span className="muted">{sizeOf(program)}</span>
        {action}
      </header>
      <ProgramMonitor />
      <div className="sound-line">
        <LevelMeter />
        <MicMute />
      </div>
      <footer className="panel-foot">
        <SourceChoices />
      </footer>
    </section>
  )
}

function sizeOf({ preview, orientation }: Snapshot['program']): string {
  if (preview !== 'on') return ''
  return orientation === 'horizontal' ? '1280 × 720' : '720 × 1280'
}
