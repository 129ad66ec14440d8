import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceView, TimelineEntry } from '#shared/contract'
import { useSnapshot } from '../../page-context.tsx'
import { Card } from '../../ui/card.tsx'
import { formatTime } from '../../ui/format.ts'
import { nameOfState } from '../session/state-names.ts'
import { labelOf } from '../sources/source-names.ts'

/** What happened, newest first. Changes are announced where they are shown large, not here again. */
export function EventLog() {
  const { t } = useTranslation()
  const { timeline } = useSnapshot()
  return (
    <Card title={t('log.title')}>
      {timeline.length === 0 && <p className="muted">{t('log.none')}</p>}
      <div data-testid="event-log" role="log" aria-live="off" aria-label={t('log.title')}>
        <ol className="log">
          {timeline.toReversed().map((entry) => (
            <EventRow key={entry.id} entry={entry} />
          ))}
        </ol>
      </div>
    </Card>
  )
}

/** An entry never changes, so its row is drawn once (the language redraws it by its own hook). */
const EventRow = memo(
  ({ entry }: { readonly entry: TimelineEntry }) => {
    const { t, i18n } = useTranslation()
    return (
      <li className="log-row" data-testid="event-row" data-kind={entry.kind} data-code={entry.code}>
        <time dateTime={new Date(entry.atMs).toISOString()}>{formatTime(entry.atMs, i18n.language)}</time>
        <span className="log-kind" title={t(`log.kinds.${entry.kind}`)}>
          <span className="unseen">{t(`log.kinds.${entry.kind}`)}</span>
        </span>
        <Words entry={entry} />
      </li>
    )
  },
  (before, after) => before.entry.id === after.entry.id,
)

/** A change of state in plain words, with the service's own spelling below, so that two people can talk about it. */
function Words({ entry: { code, params = {} } }: { readonly entry: TimelineEntry }) {
  const { t } = useTranslation()
  if (code === 'source-lost' || code === 'source-back')
    return <SourceWords code={code} source={{ id: String(params.sourceId), label: String(params.label) }} />
  if (code !== 'key-state' && code !== 'room-state') return <span>{t(`timeline.${code}`, { ...params })}</span>
  const group = code === 'key-state' ? 'streamKeyState' : 'roomState'
  const { from, to } = params
  return (
    <span>
      {t(`timeline.${code}`, { state: nameOfState(t, group, String(to)) })}{' '}
      <code className="log-states" translate="no">
        {`${from} → ${to}`}
      </code>
    </span>
  )
}

/** What went or came back, by the name that it has in the lists. */
function SourceWords({ code, source }: { readonly code: 'source-lost' | 'source-back'; readonly source: SourceView }) {
  const { t } = useTranslation()
  const { program } = useSnapshot()
  return <span>{t(`timeline.${code}`, { label: labelOf(source, program.sources, t) })}</span>
}
