import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomView } from '#shared/contract'
import type { Failure } from '#shared/failure'
import { useCommand, useReachable } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatMoment } from '../../ui/format.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { submitOnceComposed } from '../../ui/submit-once-composed.ts'
import { failureWords } from '../failures/failure-words.ts'
import { AccessLevels } from './access-levels.tsx'
import { readLocalTime, suggestTime, toLocalInput, zoneHere } from './schedule.ts'
import { momentOf, ScheduleField } from './schedule-field.tsx'

type RoomEditorProps = {
  /** Null makes a new one. */
  readonly edited: RoomView | null
  readonly firstTitle: string
  readonly onBack: () => void
  /** The room as it is then; null where it is new. */
  readonly onSaved: (saved: RoomView | null) => void
  /** The edited one does not exist any more. */
  readonly onLost: (room: RoomView) => void
}

/** The whole form of a video room. */
export function RoomEditor({ edited, firstTitle, onBack, onSaved, onLost }: RoomEditorProps) {
  const { t, i18n } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const [nowMs] = useState(() => Date.now())
  const [zone] = useState(zoneHere)
  const [title, setTitle] = useState(() => edited?.title ?? (firstTitle || t('rooms.suggestion', { when: formatMoment(nowMs, i18n.language) })))
  const [description, setDescription] = useState(edited?.description ?? '')
  /** Only what still waits can be planned anew. */
  const plannable = edited === null || edited.state === 'SCHEDULED'
  const plannedBefore = edited?.scheduledAt ?? null
  const [planned, setPlanned] = useState(edited !== null)
  const [local, setLocal] = useState(() => (plannedBefore === null ? suggestTime(nowMs, zone) : toLocalInput(plannedBefore, zone)))
  const [later, setLater] = useState(() => wasLater(plannedBefore, zone))
  const [refused, setRefused] = useState<Failure | null>(null)
  const time = readLocalTime(local, zone)
  const moment = momentOf(time, later)
  const complete = title.trim() !== '' && (!plannable || !planned || moment !== null)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (edited === null) {
      const made = await run('room.create', { title, description, ...(planned && moment !== null ? { scheduledAt: moment.at } : {}) })
      return made.ok ? onSaved(null) : setRefused(made.failure)
    }
    // To the minute, as it is entered: the seconds of a room that was made for “now” are nobody’s change.
    const moved =
      plannable &&
      moment !== null &&
      (plannedBefore === null || toLocalInput(plannedBefore, zone) !== local || wasLater(plannedBefore, zone) !== later)
    const changed = await run('room.update', {
      roomId: edited.id,
      ...(title.trim() === edited.title ? {} : { title }),
      ...(description.trim() === (edited.description ?? '') ? {} : { description }),
      ...(moved ? { scheduledAt: moment.at } : {}),
    })
    if (changed.ok) return onSaved(changed.value.room)
    if (changed.failure.code === 'room-not-found') return onLost(edited)
    setRefused(changed.failure)
  }

  return (
    <form className="form room-editor" onKeyDown={submitOnceComposed} onSubmit={(event) => void save(event)}>
      <label className="field">
        <span>{t('rooms.titleOfRoom')}</span>
        <input
          data-testid="room-edit-title"
          required
          maxLength={200}
          autoComplete="off"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <label className="field">
        <span>{t('rooms.form.description')}</span>
        <textarea
          data-testid="room-description"
          rows={3}
          maxLength={2000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <span className="field-hint">{t('rooms.form.descriptionHint')}</span>
      </label>
      {plannable && (
        <>
          {edited === null && (
            <Segmented
              label={t('rooms.form.when')}
              testId="room-when"
              value={planned ? 'later' : 'now'}
              options={[
                { value: 'now', label: t('rooms.form.now') },
                { value: 'later', label: t('rooms.form.later') },
              ]}
              onChoose={(value) => setPlanned(value === 'later')}
            />
          )}
          {planned && <ScheduleField {...{ local, time, zone, later, nowMs }} onLocal={setLocal} onLater={setLater} />}
        </>
      )}
      <AccessLevels value={edited?.accessLevel ?? 'PUBLIC'} />
      {refused !== null && (
        <p className="form-refusal" role="alert">
          {failureWords(t, refused).what} {failureWords(t, refused).means} {failureWords(t, refused).todo}
        </p>
      )}
      <div className="form-end">
        <Button look="quiet" icon="back" testId="room-edit-back" onPress={onBack}>
          {t('rooms.form.back')}
        </Button>
        <Button look="primary" type="submit" testId="room-edit-save" disabled={busy || !reachable || !complete}>
          {t(edited === null ? 'rooms.save' : 'rooms.form.save')}
        </Button>
      </div>
    </form>
  )
}

/** Whether a moment is the second of two that the clock shows alike. */
function wasLater(at: string | null, zone: string): boolean {
  if (at === null) return false
  const minute = new Date(Math.floor(Date.parse(at) / 60_000) * 60_000)
  const time = readLocalTime(toLocalInput(at, zone), zone)
  return time.kind === 'fold' && Date.parse(time.later.at) === minute.getTime()
}
