import { useTranslation } from 'react-i18next'
import type { ReasonCode } from '#shared/contract'
import type { Failure } from '#shared/failure'
import { Button } from '../../ui/button.tsx'
import type { SecretsProblem } from './read-secrets.ts'

/** Why a form was not taken. Where only the keychain refused, the connection can still be used until the program ends. */
export function RefusedForm(props: { readonly refused: Failure | SecretsProblem; readonly onSession: () => void; readonly disabled: boolean }) {
  const { t } = useTranslation()
  const { refused } = props
  if (typeof refused === 'string')
    return (
      <p className="form-refusal" role="alert">
        {t(`connections.form.${refused}`)}
      </p>
    )
  const reason = refused.code === 'not-allowed' ? refused.params?.reason : undefined
  const keychain = refused.code.startsWith('keychain-')
  return (
    <div className="form-refusal" role="alert">
      {reason === undefined ? (
        <p>
          {t(`failure.${refused.code}.what`, refused.params ?? {})} {t(`failure.${refused.code}.todo`, refused.params ?? {})}
        </p>
      ) : (
        <p>{t(`reason.${reason as ReasonCode}`)}</p>
      )}
      {keychain && (
        <>
          <p>{t('connections.form.forSessionHint')}</p>
          <Button small testId="connection-save-session" disabled={props.disabled} onPress={props.onSession}>
            {t('connections.form.forSession')}
          </Button>
        </>
      )}
    </div>
  )
}
