import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFullMoment } from '../../ui/format.ts'
import { type LocalTime, offsetAt, type ZonedMoment } from './schedule.ts'

type ScheduleFieldProps = {
  readonly local: string
  readonly time: LocalTime
  readonly zone: string
  /** Of a time that the clock shows twice. */
  readonly later: boolean
  readonly onLocal: (local: string) => void
  readonly onLater: (later: boolean) => void
  readonly nowMs: number
}

/** The moment that is meant by what was entered; null where nothing is. */
export function momentOf(time: LocalTime, later: boolean): ZonedMoment | null {
  switch (time.kind) {
    case 'none':
      return null
    case 'fold':
      return later ? time.later : time.earlier
    default:
      return time.moment
  }
}

/** Day and time on this computer’s clock, with its zone, and what a change of clocks makes of it. */
export function ScheduleField({ local, time, zone, later, onLocal, onLater, nowMs }: ScheduleFieldProps) {
  const { t, i18n } = useTranslation()
  const told = useId()
  const moment = momentOf(time, later)
  const when = moment === null ? '' : formatFullMoment(Date.parse(moment.at), zone, i18n.language)
  return (
    <div className="schedule">
      <label className="field">
        <span>{t('rooms.form.time')}</span>
        <input
          type="datetime-local"
          required
          data-testid="room-scheduled-at"
          data-value={moment?.at ?? ''}
          min="1970-01-01T00:00"
          max="9999-12-31T23:59"
          value={local}
          aria-describedby={told}
          onChange={(event) => onLocal(event.target.value)}
        />
      </label>
      <p id={told} className="field-hint" role="status" data-testid="room-schedule-note" data-value={time.kind}>
        {moment !== null && <strong>{t('rooms.form.inZone', { when, zone, offset: offsetAt(moment.at, zone) })}</strong>}{' '}
        {time.kind === 'gap' && t('rooms.form.gap', { when })}
        {time.kind === 'fold' && t('rooms.form.fold')}
        {time.kind === 'exact' && (Date.parse(time.moment.at) < nowMs ? t('rooms.form.past') : t('rooms.form.timeHint'))}
      </p>
      {time.kind === 'fold' && (
        <div className="fold-choices">
          {([false, true] as const).map((second) => (
            <label key={String(second)}>
              <input
                type="radio"
                name="fold"
                data-testid="room-fold"
                data-value={second ? 'later' : 'earlier'}
                checked={later === second}
                onChange={() => onLater(second)}
              />
              {second ? t('rooms.form.foldLater', { offset: time.later.offset }) : t('rooms.form.foldEarlier', { offset: time.earlier.offset })}
            </label>
          ))}
        </div>
      )}
    </div>
  )
}
