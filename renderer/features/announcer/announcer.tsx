import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageState, useRefusal, useSnapshot } from '../../page-context.tsx'
import { collectFailures } from '../failures/collect-failures.ts'
import { showTally } from '../tally/shown-tally.ts'
import { tallyWords } from '../tally/tally-words.ts'
import { verdictWords } from '../tally/verdict-words.ts'
import { type Announcement, announcements, type Moment } from './announcement.ts'

/** Tells those who listen what those who look can see: changes of state politely, trouble at once. */
export function Announcer() {
  const { t } = useTranslation()
  const page = usePageState()
  const snapshot = useSnapshot()
  const { refused } = useRefusal()
  const before = useRef<Moment | null>(null)
  const [spoken, setSpoken] = useState({ polite: '', assertive: '' })
  const rehearsal = snapshot.connection.environment === 'rehearsal'

  useEffect(() => {
    const { state: session, verdict } = snapshot.session
    const now: Moment = { session, verdict, tally: showTally(page).state, failures: collectFailures(snapshot, refused) }
    const told = announcements(before.current, now)
    before.current = now
    if (told.length === 0) return
    const say = (how: Announcement['how']) =>
      told
        .filter((each) => each.how === how)
        .map(wordsOf)
        .join(' ')
    const [polite, assertive] = [say('polite'), say('assertive')]
    setSpoken((last) => ({ polite: polite || last.polite, assertive: assertive || last.assertive }))

    function wordsOf(each: Announcement): string {
      switch (each.what) {
        case 'tally':
          return `${t('tallyBar.tally')}: ${tallyWords(t, each.tally, now.session, rehearsal)}.`
        case 'verdict':
          return verdictWords(t, now.verdict, rehearsal)
        case 'failure':
          return `${t(`failure.${each.code}.what`)} ${t(`failure.${each.code}.todo`)}`
      }
    }
  }, [page, snapshot, refused, rehearsal, t])

  return (
    <div className="unseen">
      <p aria-live="polite" data-testid="announcer-polite">
        {spoken.polite}
      </p>
      <p aria-live="assertive" data-testid="announcer-assertive">
        {spoken.assertive}
      </p>
    </div>
  )
}
