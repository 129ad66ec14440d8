import { useTranslation } from 'react-i18next'
import type { RoomView } from '#shared/contract'
import { roomAction } from '#shared/room-actions'
import { useReachable, useSnapshot } from '../../page-context.tsx'
import { RowButton } from '../../ui/row-button.tsx'
import { nameOfState } from '../session/state-names.ts'
import { closedWords } from './closed-words.ts'
import type { AskedAction } from './room-question.tsx'
import { roomTime } from './room-times.ts'
import { useAccessMode } from './use-access-mode.ts'

type BrowserRowProps = {
  readonly room: RoomView
  readonly onChoose: () => void
  readonly onEdit: () => void
  readonly onAsk: (action: AskedAction) => void
}

/** One video room: what it is, and what can be done with it. */
export function BrowserRow({ room, onChoose, onEdit, onAsk }: BrowserRowProps) {
  const { t, i18n } = useTranslation()
  const { session } = useSnapshot()
  const mode = useAccessMode()
  const reachable = useReachable()
  const title = room.title || t('rooms.untitled')
  const chosen = session.room?.id === room.id
  const judge = (action: 'choose' | 'edit' | 'cancel' | 'delete') => {
    const possible = roomAction(action, room, mode)
    const inTime = action === 'choose' && possible.allowed ? session.actions.selectRoom : possible
    return { disabled: !reachable || !inTime.allowed, reason: inTime.allowed ? undefined : t(`reason.${inTime.reason}`) }
  }
  const details = [roomTime(t, room, i18n.language), room.closed === undefined ? null : closedWords(t, room.closed), room.description ?? null]
  return (
    <>
      <span className="endless-words">
        <span className="endless-title">{title}</span>
        <span className="endless-details">{details.filter((part) => part !== null).join(' · ')}</span>
      </span>
      <span className="room-chip" data-state={room.state}>
        {nameOfState(t, 'roomState', room.state)}
      </span>
      <span className="endless-actions">
        <RowButton
          icon={chosen ? 'done' : 'check'}
          testId="browser-choose"
          label={chosen ? t('rooms.browser.chosen') : t('rooms.browser.choose', { title })}
          {...judge('choose')}
          onPress={onChoose}
        />
        <RowButton icon="edit" testId="browser-edit" label={t('rooms.browser.edit', { title })} {...judge('edit')} onPress={onEdit} />
        <RowButton
          icon="cancel"
          testId="browser-cancel"
          label={t('rooms.browser.cancelRoom', { title })}
          {...judge('cancel')}
          onPress={() => onAsk('cancel')}
        />
        <RowButton
          icon="delete"
          testId="browser-delete"
          label={t('rooms.browser.delete', { title })}
          {...judge('delete')}
          onPress={() => onAsk('delete')}
        />
      </span>
    </>
  )
}
