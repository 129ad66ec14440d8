import { type FormEvent, type HTMLAttributes, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionView } from '#shared/contract'
import type { Environment } from '#shared/environment'
import type { Failure } from '#shared/failure'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { submitOnceComposed } from '../../ui/submit-once-composed.ts'

/** A connection of one's own is never a rehearsal: that one is built in. */
const choosable = ['sandbox', 'production', 'custom'] as const satisfies readonly Environment[]
type Choosable = (typeof choosable)[number]

const toChoosable = (environment: Environment): Choosable => choosable.find((value) => value === environment) ?? 'custom'

/** Where FlipFlop Cloud answers, as its guide lists it; anything else is typed in. */
const knownAddress: Record<Choosable, string> = {
  sandbox: 'https://api-sandbox.flipflop.cloud',
  production: 'https://api.flipflop.cloud',
  custom: '',
}

type ConnectionFormProps = {
  /** The connection to change; null adds one. Key and secret are asked for either way: they never come back from the core. */
  readonly edited: ConnectionView | null
  readonly onClose: () => void
}

/** Asks for a connection. The secret leaves the page on submit and stays nowhere in it. */
export function ConnectionForm({ edited, onClose }: ConnectionFormProps) {
  const { t } = useTranslation()
  const { app } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const [environment, setEnvironment] = useState<Choosable>(edited === null ? 'sandbox' : toChoosable(edited.environment))
  const [refused, setRefused] = useState<Failure | null>(null)
  const [address, setAddress] = useState(edited?.apiBaseUrl ?? knownAddress.sandbox)

  const chooseEnvironment = (next: Choosable) => {
    setEnvironment(next)
    setAddress(knownAddress[next])
  }

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const text = (name: string) => (form.elements.namedItem(name) as HTMLInputElement).value
    const input = {
      connectionId: edited?.id ?? null,
      name: text('name'),
      environment,
      apiBaseUrl: address,
      apiKey: text('apiKey'),
      apiSecret: text('apiSecret'),
    }
    ;(form.elements.namedItem('apiSecret') as HTMLInputElement).value = ''
    const saved = await run('connection.save', input)
    if (!saved.ok) return setRefused(saved.failure)
    onClose()
    await run('connection.select', { connectionId: saved.value.connectionId })
  }

  return (
    <Dialog title={edited === null ? t('connectionForm.title') : t('connectionForm.editTitle', { name: edited.name })} onClose={onClose}>
      <form className="form" data-testid="connection-form" autoComplete="off" onKeyDown={submitOnceComposed} onSubmit={(event) => void save(event)}>
        <p className="muted">{t('connectionForm.intro')}</p>
        <div className="form-pair">
          <Field name="name" label={t('connectionForm.name')} maxLength={80} defaultValue={edited?.name} data-testid="connection-name" />
          <Choice
            label={t('connectionForm.environment')}
            testId="connection-environment"
            value={environment}
            options={choosable.map((value) => ({ value, label: t(`environment.${value}`) }))}
            onChoose={(value) => chooseEnvironment(value as Choosable)}
          />
        </div>
        <Field
          name="apiBaseUrl"
          label={t('connectionForm.baseUrl')}
          type="url"
          maxLength={500}
          value={address}
          onInput={(event) => setAddress(event.currentTarget.value)}
          data-testid="api-base-url"
        />
        <Field name="apiKey" label={t('connectionForm.key')} maxLength={500} data-testid="api-key" />
        <Field name="apiSecret" label={t('connectionForm.secret')} type="password" maxLength={500} data-testid="api-secret" />
        <p className="muted">
          {app.credentialsNote !== null && `${t(`failure.${app.credentialsNote.code}.what`)} `}
          {t(app.credentials === 'keychain' ? 'connectionForm.keptInKeychain' : 'connectionForm.keptInMemory')}
        </p>
        {refused !== null && (
          <p className="form-refusal" role="alert">
            {t(`failure.${refused.code}.what`)} {t(`failure.${refused.code}.todo`)}
          </p>
        )}
        <div className="form-end">
          <Button look="quiet" onPress={onClose}>
            {t('connectionForm.cancel')}
          </Button>
          <Button look="primary" type="submit" testId="connection-save" disabled={busy || !reachable}>
            {t('connectionForm.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

type FieldProps = {
  readonly name: string
  readonly label: string
  readonly type?: string
  readonly value?: string
  readonly defaultValue?: string | undefined
  readonly maxLength: number
  readonly 'data-testid': string
  readonly onInput?: HTMLAttributes<HTMLInputElement>['onInput']
}

const Field = ({ label, ...input }: FieldProps) => (
  <label className="field">
    <span>{label}</span>
    <input required type="text" autoComplete="off" spellCheck={false} autoCapitalize="off" {...input} />
  </label>
)
