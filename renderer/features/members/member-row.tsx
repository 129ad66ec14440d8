import { useTranslation } from 'react-i18next'
import type { MemberView } from '#shared/contract'
import { useReachable, useSnapshot } from '../../page-context.tsx'
import { RowButton } from '../../ui/row-button.tsx'

type MemberRowProps = { readonly member: MemberView; readonly onChoose: () => void; readonly onEdit: () => void; readonly onDelete: () => void }

/** One member: who it is, and what can be done. */
export function MemberRow({ member, onChoose, onEdit, onDelete }: MemberRowProps) {
  const { t } = useTranslation()
  const { member: current, session } = useSnapshot()
  const reachable = useReachable()
  const chosen = current?.id === member.id
  const select = session.actions.selectMember
  const name = member.name || member.appUserId
  return (
    <>
      <span className="endless-words">
        <span className="endless-title">{name}</span>
        <span className="endless-details">{member.name === '' ? '' : member.appUserId}</span>
      </span>
      <span className="endless-actions">
        <RowButton
          icon={chosen ? 'done' : 'check'}
          testId="member-choose"
          label={chosen ? t('members.chosen') : t('members.choose', { name })}
          disabled={!reachable || !select.allowed}
          reason={select.allowed ? undefined : t(`reason.${select.reason}`)}
          onPress={onChoose}
        />
        <RowButton icon="edit" testId="member-edit" label={t('members.edit', { name })} disabled={!reachable} onPress={onEdit} />
        <RowButton
          icon="delete"
          testId="member-delete"
          label={t('members.delete', { name })}
          disabled={!reachable || chosen}
          reason={chosen ? t('reason.member-in-use') : undefined}
          onPress={onDelete}
        />
      </span>
    </>
  )
}
