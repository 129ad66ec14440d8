import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '#shared/contract'
import { useBridge, useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EndlessList } from '../../ui/endless-list.tsx'
import { formatNumber } from '../../ui/format.ts'
import { usePages } from '../../ui/use-pages.ts'
import { useSearchText } from '../../ui/use-search-text.ts'
import { failureWords } from '../failures/failure-words.ts'
import { MemberForm } from './member-form.tsx'
import { MemberQuestion } from './member-question.tsx'
import { MemberRow } from './member-row.tsx'
import '../../styles/browser.css'

type View = { readonly view: 'list' } | { readonly view: 'form'; readonly member: MemberView | null }

/** All members of the app in a window of their own, and the form for one of them in its place. */
export function MemberBrowser({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const bridge = useBridge()
  const { run } = useCommand()
  const reachable = useReachable()
  const { member: chosen } = useSnapshot()
  const [view, setView] = useState<View>({ view: 'list' })
  const [deleting, setDeleting] = useState<MemberView | null>(null)
  const [goneName, setGoneName] = useState<string | null>(null)
  const search = useSearchText()
  const pages = usePages<MemberView>(JSON.stringify([search.asked, reachable]), (page) => bridge.call('member.list', { keyword: search.asked, page }))
  const back = () => setView({ view: 'list' })
  const lost = (member: MemberView) => {
    pages.drop(member.id)
    setGoneName(member.name || member.appUserId)
  }
  const choose = async (member: MemberView) => {
    const done = await run('member.select', { appUserId: member.appUserId })
    if (done.ok) onClose()
    else if (done.failure.code === 'member-not-found') lost(member)
  }

  if (view.view === 'form') {
    const name = view.member?.name || view.member?.appUserId || ''
    return (
      <Dialog
        title={view.member === null ? t('members.form.createTitle') : t('members.form.editTitle', { name })}
        testId="member-browser"
        onClose={back}
      >
        <MemberForm
          edited={view.member}
          onBack={back}
          onSaved={(member) => {
            pages.put(member)
            back()
          }}
        />
      </Dialog>
    )
  }

  const total = pages.total
  return (
    <Dialog title={t('members.title')} testId="member-browser" wide onClose={onClose}>
      <div className="browser" aria-busy={pages.loading}>
        <div className="browser-tools">
          <input
            type="search"
            className="browser-search"
            data-testid="member-search"
            aria-label={t('members.search')}
            placeholder={t('members.search')}
            autoComplete="off"
            maxLength={200}
            {...search.field}
          />
          <Button small icon="plus" testId="member-new" disabled={!reachable} onPress={() => setView({ view: 'form', member: null })}>
            {t('members.create')}
          </Button>
        </div>
        <p className="browser-count muted" role="status" data-testid="member-count" data-value={total ?? ''}>
          {goneName !== null && t('members.goneNow', { name: goneName })}
          {goneName === null && total !== null && t('members.total', { count: total, formatted: formatNumber(total, i18n.language) })}
        </p>
        {pages.failure !== null && (
          <p className="form-refusal browser-failure" role="alert">
            {failureWords(t, pages.failure).what} {failureWords(t, pages.failure).todo}
            <Button small icon="refresh" onPress={pages.again} disabled={!reachable}>
              {t('rooms.browser.again')}
            </Button>
          </p>
        )}
        <EndlessList
          label={t('members.list')}
          language={i18n.language}
          testId="member-list"
          rowTestId="member-row"
          items={pages.items}
          chosenId={chosen?.id ?? null}
          nameOf={({ name, appUserId }) => name || appUserId}
          dataOf={({ appUserId }) => ({ 'data-value': appUserId })}
          isClosed={() => false}
          onChoose={(member) => void choose(member)}
          loading={pages.loading}
          loadingWords={t('rooms.browser.loading')}
          onMore={pages.more}
          empty={pages.loading || pages.failure !== null ? null : t(search.asked === '' ? 'members.nothing' : 'members.notFound')}
        >
          {(member) => (
            <MemberRow
              member={member}
              onChoose={() => void choose(member)}
              onEdit={() => setView({ view: 'form', member })}
              onDelete={() => setDeleting(member)}
            />
          )}
        </EndlessList>
      </div>
      {deleting !== null && (
        <MemberQuestion
          member={deleting}
          onClose={() => setDeleting(null)}
          onDone={() => {
            setDeleting(null)
            pages.drop(deleting.id)
          }}
        />
      )}
    </Dialog>
  )
}
