import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { nameOfState } from '../session/state-names.ts'
import { closedWords } from './closed-words.ts'
import { useRoomFormRequests } from './open-room-form.ts'
import { RoomForm } from './room-form.tsx'

/** The video rooms of the member: choose one, or make one. */
export function RoomsCard() {
  const { t } = useTranslation()
  const { rooms, session, connection } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const [creating, setCreating] = useState(false)
  useRoomFormRequests(() => setCreating(true))
  const select = session.actions.selectRoom
  const closed = !reachable || !select.allowed
  const reason = select.allowed ? undefined : t(`reason.${select.reason}`)
  const canCreate = reachable && connection.state === 'connected' && select.allowed
  return (
    <Card
      title={t('rooms.title')}
      action={
        <span className="card-actions">
          <Button
            small
            iconOnly
            look="quiet"
            icon="refresh"
            testId="room-refresh"
            onPress={() => void run('room.refresh', null)}
            disabled={busy || !reachable || connection.state !== 'connected'}
          >
            {t('rooms.refresh')}
          </Button>
          <Button
            small
            look="quiet"
            icon="plus"
            testId="room-create"
            expanded={creating}
            onPress={() => setCreating(!creating)}
            disabled={!canCreate}
            reason={reason}
          >
            {t('rooms.create')}
          </Button>
        </span>
      }
    >
      {creating && <RoomForm onClose={() => setCreating(false)} />}
      {rooms.length === 0 ? (
        <p className="muted" data-testid="room-list">
          {t('rooms.none')}
        </p>
      ) : (
        <ul className="rooms" data-testid="room-list">
          {rooms.map((room) => (
            <li key={room.id}>
              <button
                type="button"
                className="room"
                data-testid="room-row"
                data-room-id={room.id}
                data-state={room.state}
                data-closed={room.closed ?? ''}
                aria-pressed={session.room?.id === room.id}
                disabled={closed || busy}
                title={reason}
                onClick={() => void run('room.select', { roomId: room.id })}
              >
                <span className="room-title">
                  {room.title || t('rooms.untitled')}
                  {room.closed !== undefined && <small className="room-closed">{closedWords(t, room.closed)}</small>}
                </span>
                <span className="room-state">{nameOfState(t, 'roomState', room.state)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
