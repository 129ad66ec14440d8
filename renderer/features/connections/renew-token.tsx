import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionView } from '#shared/contract'
import type { Failure } from '#shared/failure'
import { useCommand, useReachable } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { submitOnceComposed } from '../../ui/submit-once-composed.ts'
import { Field } from './field.tsx'
import { cleanToken } from './read-secrets.ts'
import { RefusedForm } from './refused-form.tsx'

/** Takes a new token for a member; possible at any time, on air too. */
export function RenewToken({ renewed, onDone }: { readonly renewed: ConnectionView; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const field = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<Failure | null>(null)

  const renew = async (event: FormEvent) => {
    event.preventDefault()
    const accessToken = cleanToken(field.current?.value ?? '')
    if (field.current !== null) field.current.value = ''
    const done = await run('connection.renewToken', { connectionId: renewed.id, accessToken })
    return done.ok ? onDone() : setRefused(done.failure)
  }
  return (
    <form
      className="form"
      data-testid="connection-renew-form"
      autoComplete="off"
      onKeyDown={submitOnceComposed}
      onSubmit={(event) => void renew(event)}
    >
      <p>{t('connections.renew.intro')}</p>
      <Field required ref={field} name="token" type="password" label={t('connections.form.token')} maxLength={8000} data-testid="member-token" />
      {refused !== null && <RefusedForm refused={refused} onSession={onDone} disabled />}
      <div className="form-end">
        <Button look="quiet" onPress={onDone}>
          {t('connections.form.cancel')}
        </Button>
        <Button look="primary" type="submit" testId="connection-renew-save" disabled={busy || !reachable}>
          {t('connections.renew.save')}
        </Button>
      </div>
    </form>
  )
}
