import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageState } from '../../page-context.tsx'
import { formatDuration } from '../../ui/format.ts'
import { showTally } from './shown-tally.ts'
import { tallyWords } from './tally-words.ts'
import { useLiveSeconds } from './use-live-seconds.ts'

/** The tally where the page itself is not seen: in the title and in the icon of its tab. */
export function useDocumentTally(): void {
  const { t } = useTranslation()
  const page = usePageState()
  const seconds = useLiveSeconds()
  const { state } = showTally(page)
  const rehearsal = page.snapshot?.connection.environment === 'rehearsal'
  const icon = rehearsal && state === 'live' ? 'rehearsal' : state
  const lamp = page.snapshot === null ? null : tallyWords(t, state, page.snapshot.session.state, rehearsal)
  const time = state === 'live' && seconds !== null ? ` ${formatDuration(seconds)}` : ''
  // Production is said in the title too: a tab among many must not pass for a rehearsal of it.
  const world = page.snapshot?.connection.environment === 'production' ? ` · ${t('environment.production')}` : ''
  const title = lamp === null ? t('brand') : `${lamp}${time}${world} – ${t('brand')}`

  useEffect(() => {
    document.title = title
  }, [title])
  useEffect(() => {
    document.querySelector('link[rel="icon"]')?.setAttribute('href', `./favicons/${icon}.svg`)
  }, [icon])
}
