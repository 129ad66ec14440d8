import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandInput, RoomView } from '#shared/contract'
import { useBridge, useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EndlessList, type InSight } from '../../ui/endless-list.tsx'
import { formatNumber } from '../../ui/format.ts'
import { useNews } from '../../ui/use-news.ts'
import { usePages } from '../../ui/use-pages.ts'
import { useSearchText } from '../../ui/use-search-text.ts'
import { failureWords } from '../failures/failure-words.ts'
import { BrowserRow } from './browser-row.tsx'
import { freshRooms } from './fresh-rooms.ts'
import type { RoomDialog } from './room-dialogs.ts'
import { RoomEditor } from './room-editor.tsx'
import { type RoomFilter, RoomFilters } from './room-filters.tsx'
import { roomNews } from './room-news.ts'
import { type AskedAction, RoomQuestion } from './room-question.tsx'
import '../../styles/browser.css'

type View = RoomDialog | { readonly view: 'edit'; readonly room: RoomView }
type Question = { readonly action: AskedAction; readonly room: RoomView }

/** All video rooms of the member in a window of their own, and the form for one of them in its place. */
export function RoomBrowser({ first, onClose }: { readonly first: RoomDialog; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const snapshot = useSnapshot()
  const bridge = useBridge()
  const { run } = useCommand()
  const reachable = useReachable()
  const [view, setView] = useState<View>(first)
  const [question, setQuestion] = useState<Question | null>(null)
  const [filter, setFilter] = useState<RoomFilter>({ state: null, type: null })
  const [goneTitle, setGoneTitle] = useState<string | null>(null)
  const linked = useLinkedRoom(first)
  const search = useSearchText(linked?.room?.title)
  const asked: Omit<CommandInput<'room.list'>, 'page'> = { keyword: search.asked, ...filter }
  const everything = search.asked === '' && filter.state === null && filter.type === null
  const pages = usePages<RoomView>(JSON.stringify([asked, snapshot.member?.id, reachable]), (page) => bridge.call('room.list', { ...asked, page }))
  const inSight = useRef<InSight>(null)
  useNews(roomNews(snapshot), () => pages.renew(inSight.current?.() ?? { first: 0, last: 0 }))
  const rooms = useMemo(() => freshRooms(pages.items, snapshot), [pages.items, snapshot])
  const member = snapshot.member?.name ?? ''

  /** A room that the service does not know any more leaves the list, with a sentence. */
  const lost = (room: RoomView) => {
    pages.drop(room.id)
    setGoneTitle(room.title || t('rooms.untitled'))
  }
  const choose = async (room: RoomView) => {
    const chosen = await run('room.select', { roomId: room.id })
    if (chosen.ok) onClose()
    else if (chosen.failure.code === 'room-not-found') lost(room)
  }
  const back = () => (first.view === 'new' ? onClose() : setView({ view: 'list' }))

  if (view.view !== 'list') {
    const edited = view.view === 'edit' ? view.room : null
    return (
      <Dialog
        title={t(edited === null ? 'rooms.form.createTitle' : 'rooms.form.editTitle')}
        testId="room-browser"
        wide
        onClose={view.view === 'edit' ? back : onClose}
      >
        <RoomEditor
          edited={edited}
          firstTitle={view.view === 'new' ? view.title : ''}
          onBack={back}
          onSaved={(saved) => {
            if (saved === null) pages.restart()
            else pages.put(saved)
            back()
          }}
          onLost={(room) => {
            lost(room)
            back()
          }}
        />
      </Dialog>
    )
  }

  const count =
    pages.total === null
      ? ''
      : t(everything ? 'rooms.browser.total' : 'rooms.browser.found', { count: pages.total, formatted: formatNumber(pages.total, i18n.language) })
  return (
    <Dialog title={t('rooms.browser.title', { member })} testId="room-browser" wide onClose={onClose}>
      <div className="browser" aria-busy={pages.loading}>
        <div className="browser-tools">
          <input
            type="search"
            className="browser-search"
            data-testid="room-search"
            aria-label={t('rooms.browser.search')}
            placeholder={t('rooms.browser.search')}
            autoComplete="off"
            maxLength={200}
            {...search.field}
          />
          <RoomFilters filter={filter} onFilter={setFilter} />
          <Button small icon="plus" testId="room-new" disabled={!reachable} onPress={() => setView({ view: 'new', title: '' })}>
            {t('rooms.create')}
          </Button>
        </div>
        <p className="browser-count muted" role="status" data-testid="room-count" data-value={pages.total ?? ''}>
          {goneTitle === null
            ? pages.loading && pages.items.length === 0
              ? t('rooms.browser.loading')
              : count
            : t('rooms.browser.goneNow', { title: goneTitle })}
        </p>
        {linked !== null && (
          <p
            className="muted"
            role="status"
            data-testid="room-link-note"
            data-value={linked.roomId}
            data-state={linked.room === null ? 'unknown' : 'listed'}
          >
            {t(linked.room === null ? 'rooms.browser.linkUnknown' : 'rooms.browser.linked')}
          </p>
        )}
        {pages.failure !== null && (
          <p className="form-refusal browser-failure" role="alert">
            {failureWords(t, pages.failure).what} {failureWords(t, pages.failure).todo}
            <Button small icon="refresh" testId="room-list-again" onPress={pages.again} disabled={!reachable}>
              {t('rooms.browser.again')}
            </Button>
          </p>
        )}
        <EndlessList
          label={t('rooms.browser.list')}
          language={i18n.language}
          testId="browser-list"
          rowTestId="browser-row"
          items={rooms}
          chosenId={snapshot.session.room?.id ?? null}
          nameOf={(room) => room.title || t('rooms.untitled')}
          dataOf={(room) => ({
            'data-room-id': room.id,
            'data-state': room.state,
            'data-closed': room.closed ?? '',
            'data-linked': String(room.id === linked?.roomId),
          })}
          isClosed={(room) => room.closed !== undefined}
          onChoose={(room) => void choose(room)}
          loading={pages.loading}
          loadingWords={t('rooms.browser.loading')}
          onMore={pages.more}
          inSight={inSight}
          empty={
            pages.loading || pages.failure !== null ? null : everything ? (
              t('rooms.browser.nothing')
            ) : (
              <>
                {t('rooms.browser.notFound')}
                <Button
                  small
                  onPress={() => {
                    search.clear()
                    setFilter({ state: null, type: null })
                  }}
                >
                  {t('rooms.browser.showAll')}
                </Button>
              </>
            )
          }
        >
          {(room) => (
            <BrowserRow
              room={room}
              onChoose={() => void choose(room)}
              onEdit={() => setView({ view: 'edit', room })}
              onAsk={(action) => setQuestion({ action, room })}
            />
          )}
        </EndlessList>
      </div>
      {question !== null && (
        <RoomQuestion
          {...question}
          onClose={() => setQuestion(null)}
          onDone={(changed) => {
            setQuestion(null)
            if (changed === null) pages.drop(question.room.id)
            else pages.put(changed)
          }}
          onLost={() => {
            setQuestion(null)
            lost(question.room)
          }}
        />
      )}
    </Dialog>
  )
}

/** The room that a link is about, as it was known when the window was opened; null without a link. */
function useLinkedRoom(first: RoomDialog): { readonly roomId: string; readonly room: RoomView | null } | null {
  const { rooms } = useSnapshot()
  const roomId = first.view === 'list' ? first.linkedRoomId : undefined
  const [linked] = useState(() => (roomId === undefined ? null : { roomId, room: rooms.find(({ id }) => id === roomId) ?? null }))
  return linked
}
