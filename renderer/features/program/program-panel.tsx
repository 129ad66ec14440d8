import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '#shared/contract'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Choice } from '../../ui/choice.tsx'
import { LevelMeter } from './level-meter.tsx'
import { ProgramMonitor } from './program-monitor.tsx'
import { labelOf } from './source-names.ts'

const sounds = ['tone', 'silence'] as const

/** What is sent: the picture, what it is made of, and the sound. */
export function ProgramPanel({ action }: { readonly action?: ReactNode }) {
  const { t } = useTranslation()
  const { program, session } = useSnapshot()
  const { run } = useCommand()
  const showSource = useShowSource()
  const reachable = useReachable()
  const change = session.actions.selectSource
  const closed = !reachable || !change.allowed
  const reason = change.allowed ? undefined : t(`reason.${change.reason}`)
  const options = program.sources.map((source) => ({ value: source.id, label: labelOf(source, program.sources, t) }))
  const chosenIsListed = options.some(({ value }) => value === program.sourceId)
  const shown = chosenIsListed
    ? options
    : [{ value: program.sourceId, label: program.sourceId === 'none' ? t('program.noSource') : program.sourceId, disabled: true }, ...options]
  return (
    <section className="panel" data-monitor="program" aria-labelledby="program-title">
      <header className="panel-head">
        <h2 id="program-title">{t('page.program')}</h2>
        <span className="muted">{sizeOf(program)}</span>
        {action}
      </header>
      <ProgramMonitor />
      <LevelMeter />
      <footer className="panel-foot">
        <Choice
          label={t('program.screen')}
          testId="source-screen"
          value={program.sourceId}
          options={shown}
          onChoose={(sourceId) => void showSource(sourceId)}
          disabled={closed}
          reason={reason}
        />
        <Choice
          label={t('program.sound')}
          testId="source-mic"
          value={program.channels.some(({ sourceId }) => sourceId === 'tone') ? 'tone' : 'silence'}
          options={sounds.map((value) => ({ value, label: t(`program.sounds.${value}`) }))}
          onChoose={(sound) => void run('program.setSound', { sound })}
          disabled={closed}
          reason={reason}
        />
      </footer>
    </section>
  )
}

/** Shows a source. Choosing another one opens it; the chosen one may have been released. */
export function useShowSource() {
  const { run } = useCommand()
  const { program } = useSnapshot()
  return (sourceId: string) => (sourceId === program.sourceId ? run('program.openPreview', null) : run('program.setSource', { sourceId }))
}

function sizeOf({ preview, orientation }: Snapshot['program']): string {
  if (preview !== 'on') return ''
  return orientation === 'horizontal' ? '1280 × 720' : '720 × 1280'
}
