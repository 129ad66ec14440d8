import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomView } from '#shared/contract'
import type { Failure } from '#shared/failure'
import { useCommand, useReachable } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { failureWords } from '../failures/failure-words.ts'

export type AskedAction = 'cancel' | 'delete'

type RoomQuestionProps = {
  readonly action: AskedAction
  readonly room: RoomView
  readonly onClose: () => void
  /** The room as it is then; null where it is deleted. */
  readonly onDone: (changed: RoomView | null) => void
  /** It does not exist any more. */
  readonly onLost: () => void
}

/** Asks before a room is cancelled or deleted: neither can be undone. */
export function RoomQuestion({ action, room, onClose, onDone, onLost }: RoomQuestionProps) {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const [refused, setRefused] = useState<Failure | null>(null)
  const title = room.title || t('rooms.untitled')

  const act = async () => {
    const done = action === 'cancel' ? await run('room.cancel', { roomId: room.id }) : await run('room.delete', { roomId: room.id })
    if (done.ok) return onDone(done.value === null ? null : done.value.room)
    if (done.failure.code === 'room-not-found') return onLost()
    setRefused(done.failure)
  }
  return (
    <Dialog
      title={t(action === 'cancel' ? 'rooms.ask.cancelTitle' : 'rooms.ask.deleteTitle', { title })}
      testId="confirm-dialog"
      asks
      onClose={onClose}
    >
      <p>{t(action === 'cancel' ? 'rooms.ask.cancelMeans' : 'rooms.ask.deleteMeans')}</p>
      {refused !== null && (
        <p className="form-refusal" role="alert">
          {failureWords(t, refused).what} {failureWords(t, refused).means}
        </p>
      )}
      <div className="form-end">
        <Button testId="confirm-no" onPress={onClose}>
          {t('rooms.ask.keep')}
        </Button>
        <Button look="primary" testId="confirm-yes" onPress={() => void act()} disabled={busy || !reachable}>
          {t(action === 'cancel' ? 'rooms.ask.cancelDo' : 'rooms.ask.deleteDo')}
        </Button>
      </div>
    </Dialog>
  )
}
