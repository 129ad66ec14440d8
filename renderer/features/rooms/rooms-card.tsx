import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failure } from '#shared/failure'
import { useCommand, useReachable, useRefusal, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { latePart } from '../../ui/late-part.tsx'
import { MemberLine } from '../members/member-line.tsx'
import { nameOfState } from '../session/state-names.ts'
import { closedWords } from './closed-words.ts'
import { newestRooms } from './newest-rooms.ts'
import { useRoomFormRequests } from './open-room-form.ts'
import { openRoomDialog, type RoomDialog, useRoomDialogRequests } from './room-dialogs.ts'
import { RoomForm } from './room-form.tsx'
import { roomTime } from './room-times.ts'

const RoomBrowser = latePart(() => import('./room-browser.tsx').then((part) => part.RoomBrowser))

/** In whose name and in which video room is broadcast: choose one of the newest, make one, or look at all of them. */
export function RoomsCard() {
  const { t } = useTranslation()
  const { session, connection, roomGone } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const { refuse } = useRefusal()
  const [creating, setCreating] = useState(false)
  const [dialog, setDialog] = useState<RoomDialog | null>(null)
  useRoomFormRequests(() => setCreating(true))
  useRoomDialogRequests(setDialog)
  const select = session.actions.selectRoom
  const connected = reachable && connection.state === 'connected'
  const canCreate = connected && select.allowed
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
            disabled={busy || !connected}
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
            reason={select.allowed ? undefined : t(`reason.${select.reason}`)}
          >
            {t('rooms.create')}
          </Button>
        </span>
      }
    >
      <MemberLine />
      {creating && <RoomForm onClose={() => setCreating(false)} onMore={(title) => openRoomDialog({ view: 'new', title })} />}
      {roomGone !== null && (
        <p className="room-gone" role="status" data-testid="room-gone">
          {t('rooms.gone', { title: roomGone.title || t('rooms.untitled') })}
        </p>
      )}
      <NewestRooms />
      {connected && (
        <div className="card-foot">
          <Button small look="quiet" icon="search" testId="room-all" onPress={() => setDialog({ view: 'list' })}>
            {t('rooms.all')}
          </Button>
        </div>
      )}
      {dialog !== null && (
        <RoomBrowser
          key={dialog.view === 'list' ? dialog.linkedRoomId : undefined}
          first={dialog}
          onClose={() => setDialog(null)}
          onMissing={() => {
            setDialog(null)
            refuse(failure('core-not-answering'))
          }}
        />
      )}
    </Card>
  )
}

function NewestRooms() {
  const { t, i18n } = useTranslation()
  const { rooms, session } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const select = session.actions.selectRoom
  const reason = select.allowed ? undefined : t(`reason.${select.reason}`)
  if (rooms.length === 0)
    return (
      <p className="muted" data-testid="room-list">
        {t('rooms.none')}
      </p>
    )
  return (
    <ul className="rooms" data-testid="room-list">
      {newestRooms(rooms, session.room?.id ?? null).map((room) => {
        const unsupported = room.closed === 'room-type-unsupported'
        const below =
          room.closed === undefined
            ? room.state === 'SCHEDULED' && isAhead(room.scheduledAt)
              ? roomTime(t, room, i18n.language)
              : null
            : closedWords(t, room.closed)
        return (
          <li key={room.id}>
            <button
              type="button"
              className="room"
              data-testid="room-row"
              data-room-id={room.id}
              data-state={room.state}
              data-closed={room.closed ?? ''}
              aria-pressed={session.room?.id === room.id}
              disabled={!reachable || !select.allowed || busy || unsupported}
              title={unsupported ? t('reason.room-type-unsupported') : reason}
              onClick={() => void run('room.select', { roomId: room.id })}
            >
              <span className="room-title">
                {room.title || t('rooms.untitled')}
                {below !== null && <small className="room-closed">{below}</small>}
              </span>
              <span className="room-state">{nameOfState(t, 'roomState', room.state)}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** A room that was made for “now” needs no word about when. */
const isAhead = (iso: string | null): boolean => iso !== null && Date.parse(iso) > Date.now()
