import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { capability } from '#shared/capabilities'
import { failure } from '#shared/failure'
import { useCommand, useReachable, useRefusal, useSnapshot } from '../../page-context.tsx'
import { Choice, type ChoiceOption } from '../../ui/choice.tsx'
import { latePart } from '../../ui/late-part.tsx'
import { useAccessMode } from '../rooms/use-access-mode.ts'
import { goToOutput } from './go-to-output.ts'
import { nameMembers } from './name-members.ts'

const MemberBrowser = latePart(() => import('./member-browser.tsx').then((part) => part.MemberBrowser))

/** No id of a member: these have letters and digits. */
const findOption = '…'

/** In whose name is broadcast, and what the member’s stream key makes of it. The list is the system’s own while it is short; its last line opens the whole one. */
export function MemberLine() {
  const { t } = useTranslation()
  const { member, members, session } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const { refuse } = useRefusal()
  const mode = useAccessMode()
  const [finding, setFinding] = useState(false)
  const may = capability('members.list', mode)
  const select = session.actions.selectMember
  const reason = may.possible ? (select.allowed ? undefined : select.reason) : 'ask-operator'
  if (member === null) return null

  const named = nameMembers(members.list)
  const listed = named.some(({ value }) => value === member.appUserId) ? named : [{ value: member.appUserId, label: member.name }, ...named]
  const options: readonly ChoiceOption[] = may.possible ? [...listed, { value: findOption, label: t('members.find') }] : listed
  const { profile = null } = session.streamKey ?? {}
  return (
    <div className="member-line">
      <Choice
        label={t('members.member')}
        testId="member-select"
        value={member.appUserId}
        options={options}
        onChoose={(value) => (value === findOption ? setFinding(true) : void run('member.select', { appUserId: value }))}
        disabled={!reachable || busy || reason !== undefined}
        reason={reason === undefined ? undefined : t(`reason.${reason}`)}
      />
      <Output profile={profile?.name ?? null} />
      {finding && (
        <MemberBrowser
          onClose={() => setFinding(false)}
          onMissing={() => {
            setFinding(false)
            refuse(failure('core-not-answering'))
          }}
        />
      )}
    </div>
  )
}

/** The profile of the key and the mode of the next start, and the way to where both are chosen. */
function Output({ profile }: { readonly profile: string | null }) {
  const { t } = useTranslation()
  const { program } = useSnapshot()
  const words = [profile, program.nextOutputMode].filter((part) => part !== null).join(' · ')
  return (
    <button type="button" className="member-output" data-testid="member-output" data-value={program.nextOutputMode} onClick={goToOutput}>
      {t('members.output', { profile: words })}
    </button>
  )
}
