import { type ComponentProps, type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '#shared/contract'
import type { Failure } from '#shared/failure'
import { useCommand, useReachable } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { submitOnceComposed } from '../../ui/submit-once-composed.ts'
import { failureWords } from '../failures/failure-words.ts'

type MemberFormProps = {
  /** Null makes a new one. */
  readonly edited: MemberView | null
  readonly onBack: () => void
  readonly onSaved: (member: MemberView) => void
}

/** A member’s own facts. What the app keeps about it in custom fields is left alone. */
export function MemberForm({ edited, onBack, onSaved }: MemberFormProps) {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const [refused, setRefused] = useState<Failure | null>(null)

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const saved = await run('member.save', {
      ...{ appUserId: edited?.appUserId ?? text('appUserId'), isNew: edited === null },
      ...{ name: text('name'), imageUrl: text('imageUrl'), email: text('email') },
    })
    if (saved.ok) onSaved(saved.value.member)
    else setRefused(saved.failure)
  }
  const words = refused === null ? null : failureWords(t, refused)
  return (
    <form className="form" data-testid="member-form" autoComplete="off" onKeyDown={submitOnceComposed} onSubmit={(event) => void save(event)}>
      <Field
        label={t('members.form.id')}
        hint={t('members.form.idHint')}
        name="appUserId"
        data-testid="member-id"
        required
        maxLength={200}
        // An older id may be spelled otherwise.
        pattern={edited === null ? '[A-Za-z0-9]+' : undefined}
        title={t('members.form.idHint')}
        disabled={edited !== null}
        defaultValue={edited?.appUserId}
      />
      <Field label={t('members.form.name')} name="name" data-testid="member-name" maxLength={200} defaultValue={edited?.name} />
      <Field
        label={t('members.form.image')}
        name="imageUrl"
        type="url"
        pattern="https?://.+"
        data-testid="member-image"
        maxLength={2000}
        defaultValue={edited?.imageUrl ?? ''}
      />
      <Field
        label={t('members.form.email')}
        hint={edited === null ? undefined : t('members.form.emailKept')}
        name="email"
        type="email"
        data-testid="member-email"
        maxLength={320}
      />
      {words !== null && (
        <p className="form-refusal" role="alert">
          {words.what} {words.means}
        </p>
      )}
      <div className="form-end">
        <Button look="quiet" icon="back" onPress={onBack}>
          {t('rooms.form.back')}
        </Button>
        <Button look="primary" type="submit" testId="member-save" disabled={busy || !reachable}>
          {t('members.form.save')}
        </Button>
      </div>
    </form>
  )
}

const Field = ({ label, hint, ...input }: ComponentProps<'input'> & { readonly label: string; readonly hint?: string | undefined }) => (
  <label className="field">
    <span>{label}</span>
    <input type="text" autoComplete="off" spellCheck={false} {...input} />
    {hint !== undefined && <span className="field-hint">{hint}</span>}
  </label>
)
