import { useTranslation } from 'react-i18next'
import type { Snapshot } from '#shared/contract'
import { usePageState, useSnapshot } from '../../page-context.tsx'
import { verdictWords } from './verdict-words.ts'

type Verdict = Snapshot['session']['verdict']

/** The verdict as the page may tell it: without a core that answers, that is the verdict. */
export function useVerdict(): { readonly level: Verdict['level']; readonly code: Verdict['code'] | 'core-lost'; readonly words: string } {
  const { t } = useTranslation()
  const reachable = usePageState().connection === 'open'
  const { session, connection } = useSnapshot()
  if (!reachable) return { level: 'bad', code: 'core-lost', words: t('page.coreLost') }
  const { level, code } = session.verdict
  return { level, code, words: verdictWords(t, session.verdict, connection.environment === 'rehearsal') }
}
