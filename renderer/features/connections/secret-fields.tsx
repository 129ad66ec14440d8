import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from './field.tsx'

/** @property stored there are secrets of this kind that empty fields keep */
type FieldsProps = { readonly stored: boolean }

/** The key pair of an app, and what it means to have it. */
export function OperatorFields({ stored }: FieldsProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(false)
  const both = !stored || typed
  const placeholder = stored ? t('connections.form.stored') : undefined
  return (
    <>
      <ul className="points">
        {(['power', 'once', 'others'] as const).map((point) => (
          <li key={point}>{t(`connections.form.operatorPoints.${point}`)}</li>
        ))}
      </ul>
      <div className="form-pair" onInput={(event) => setTyped([...event.currentTarget.querySelectorAll('input')].some(({ value }) => value !== ''))}>
        <Field required={both} name="apiKey" label={t('connections.form.key')} placeholder={placeholder} maxLength={500} data-testid="api-key" />
        <Field
          required={both}
          name="apiSecret"
          type="password"
          label={t('connections.form.secret')}
          placeholder={placeholder}
          maxLength={500}
          data-testid="api-secret"
        />
      </div>
    </>
  )
}

/** A member's token, or where it comes from; an address and its header may hold secrets too, so they are hidden alike. */
export function MemberFields({ stored }: FieldsProps) {
  const { t } = useTranslation()
  const placeholder = stored ? t('connections.form.stored') : undefined
  return (
    <>
      <ul className="points">
        {(['power', 'day'] as const).map((point) => (
          <li key={point}>{t(`connections.form.memberPoints.${point}`)}</li>
        ))}
      </ul>
      <Field name="token" type="password" label={t('connections.form.token')} placeholder={placeholder} maxLength={8000} data-testid="member-token" />
      <Field
        name="tokenUrl"
        type="password"
        inputMode="url"
        label={t('connections.form.tokenUrl')}
        hint={t('connections.form.tokenUrlHint')}
        placeholder={placeholder}
        maxLength={2000}
        data-testid="token-url"
      />
      <div className="form-pair">
        <Field name="headerName" label={t('connections.form.headerName')} maxLength={100} data-testid="token-header-name" />
        <Field name="headerValue" type="password" label={t('connections.form.headerValue')} maxLength={2000} data-testid="token-header-value" />
      </div>
    </>
  )
}
