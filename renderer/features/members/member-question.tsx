import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '#shared/contract'
import type { Failure } from '#shared/failure'
import { useCommand, useReachable } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { failureWords } from '../failures/failure-words.ts'

/** Asks before a member is deleted. */
export function MemberQuestion(props: { readonly member: MemberView; readonly onClose: () => void; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const [refused, setRefused] = useState<Failure | null>(null)
  const { appUserId, name } = props.member
  const act = async () => {
    const done = await run('member.delete', { appUserId })
    if (done.ok || done.failure.code === 'member-not-found') props.onDone()
    else setRefused(done.failure)
  }
  return (
    <Dialog title={t('members.deleteTitle', { name: name || appUserId })} testId="confirm-dialog" asks onClose={props.onClose}>
      <p>{t('members.deleteMeans')}</p>
      {refused !== null && (
        <p className="form-refusal" role="alert">
          {failureWords(t, refused).what} {failureWords(t, refused).means}
        </p>
      )}
      <div className="form-end">
        <Button testId="confirm-no" onPress={props.onClose}>
          {t('members.keep')}
        </Button>
        <Button look="primary" testId="confirm-yes" onPress={() => void act()} disabled={busy || !reachable}>
          {t('members.deleteDo')}
        </Button>
      </div>
    </Dialog>
  )
}
