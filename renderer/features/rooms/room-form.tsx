import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useReachable } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatMoment } from '../../ui/format.ts'
import { submitOnceComposed } from '../../ui/submit-once-composed.ts'

type RoomFormProps = {
  readonly onClose: () => void
  /** Opens the whole form with the title as it stands. */
  readonly onMore: (title: string) => void
}

/** A new video room needs only a title, and one is suggested. */
export function RoomForm({ onClose, onMore }: RoomFormProps) {
  const { t, i18n } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const [title, setTitle] = useState(() => t('rooms.suggestion', { when: formatMoment(Date.now(), i18n.language) }))

  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const created = await run('room.create', { title })
    if (created.ok) onClose()
  }
  return (
    <form className="room-form" onKeyDown={submitOnceComposed} onSubmit={(event) => void save(event)}>
      <label className="field">
        <span>{t('rooms.titleOfRoom')}</span>
        <input
          ref={input}
          data-testid="room-title"
          required
          maxLength={200}
          autoComplete="off"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
      </label>
      <div className="form-end">
        <Button
          small
          look="quiet"
          testId="room-more"
          onPress={() => {
            onClose()
            onMore(title)
          }}
        >
          {t('rooms.more')}
        </Button>
        <Button small look="quiet" onPress={onClose}>
          {t('rooms.cancel')}
        </Button>
        <Button small look="primary" type="submit" testId="room-create-save" disabled={busy || !reachable || title.trim() === ''}>
          {t('rooms.save')}
        </Button>
      </div>
    </form>
  )
}
