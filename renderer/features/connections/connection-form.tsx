import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessMode } from '#shared/capabilities'
import type { CommandInput, ConnectionColor, ConnectionReport, ConnectionView } from '#shared/contract'
import type { Environment } from '#shared/environment'
import type { Failure } from '#shared/failure'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { submitOnceComposed } from '../../ui/submit-once-composed.ts'
import { AccessChoice } from './access-choice.tsx'
import { ColorChoice } from './color-choice.tsx'
import { ConnectionReportView } from './connection-report.tsx'
import { Field } from './field.tsx'
import { worstOf } from './read-report.ts'
import { readSecrets, type SecretsProblem, type TypedSecrets } from './read-secrets.ts'
import { RefusedForm } from './refused-form.tsx'
import { MemberFields, OperatorFields } from './secret-fields.tsx'

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

type FormProps = {
  /** The connection to change; null adds one. Its secrets never come back from the core: empty fields keep them. */
  readonly edited: ConnectionView | null
  readonly onCancel: () => void
  readonly onForget: () => void
  /** Null where there is nothing to look at any more. */
  readonly onSaved: (outcome: { readonly connectionId: string; readonly name: string; readonly report: ConnectionReport } | null) => void
}

type Input = CommandInput<'connection.save'>
const secretNames = ['apiKey', 'apiSecret', 'token', 'tokenUrl', 'headerName', 'headerValue'] as const satisfies readonly (keyof TypedSecrets)[]

/** Asks for a connection. Secrets leave the page on submit and stay nowhere in it. */
export function ConnectionForm({ edited, onCancel, onForget, onSaved }: FormProps) {
  const { t } = useTranslation()
  const { app, connection, session } = useSnapshot()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const form = useRef<HTMLFormElement>(null)
  const [mode, setMode] = useState<AccessMode>(edited?.mode ?? 'operator')
  const [color, setColor] = useState<ConnectionColor>(edited?.color ?? 'blue')
  const [environment, setEnvironment] = useState<Choosable>(edited === null ? 'sandbox' : toChoosable(edited.environment))
  const [address, setAddress] = useState(edited?.apiBaseUrl ?? knownAddress.sandbox)
  const [refused, setRefused] = useState<Failure | SecretsProblem | null>(null)
  const [report, setReport] = useState<ConnectionReport | 'testing' | null>(null)
  const select = session.actions.selectConnection
  const isCurrent = edited !== null && edited.id === connection.currentId
  const stored = edited !== null && edited.mode === mode && edited.kept !== 'nowhere'

  const chooseEnvironment = (next: Choosable) => {
    setEnvironment(next)
    setAddress(knownAddress[next])
  }
  const field = (name: string) => form.current?.elements.namedItem(name) as HTMLInputElement | null
  const textOf = (name: string) => field(name)?.value ?? ''

  /** The form as it is sent, or null after saying what is wrong with it. */
  function read(): Input | null {
    const typed = Object.fromEntries(secretNames.map((name) => [name, textOf(name)])) as TypedSecrets
    const secrets = readSecrets(mode, typed, stored)
    setRefused(typeof secrets === 'string' ? secrets : null)
    if (typeof secrets === 'string') return null
    const name = textOf('name').trim() || t('connections.form.addTitle')
    return { connectionId: edited?.id ?? null, name, color, environment, apiBaseUrl: address.trim(), secrets }
  }

  const test = async () => {
    if (form.current?.reportValidity() === false) return
    const input = read()
    if (input === null) return
    setReport('testing')
    const tested = await run('connection.test', input)
    setReport(tested.ok ? tested.value : null)
    if (!tested.ok) setRefused(tested.failure)
    else if (worstOf(tested.value) !== 'bad') setAddress(tested.value.apiBaseUrl)
  }

  const settle = async (saved: Awaited<ReturnType<typeof run<'connection.save' | 'connection.saveForSession'>>>, name: string) => {
    if (!saved.ok) return setRefused(saved.failure)
    const { connectionId, report: found, inUse } = saved.value
    const look = found !== null && worstOf(found) !== 'good'
    onSaved(look ? { connectionId, name, report: found } : null)
    if (!inUse && (edited === null || isCurrent) && select.allowed) await run('connection.select', { connectionId })
  }

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const input = read()
    if (input === null) return
    for (const name of secretNames) {
      const input = field(name)
      if (input !== null) input.value = ''
    }
    setReport(null)
    await settle(await run('connection.save', input), input.name)
  }
  const saveForSession = async () => settle(await run('connection.saveForSession', null), textOf('name'))

  const closed = busy || !reachable
  return (
    <form
      ref={form}
      className="form connection-form"
      data-testid="connection-form"
      autoComplete="off"
      onKeyDown={submitOnceComposed}
      onSubmit={(event) => void save(event)}
    >
      <div className="form-pair">
        <Field required name="name" label={t('connections.form.name')} maxLength={80} defaultValue={edited?.name} data-testid="connection-name" />
        <ColorChoice value={color} onChoose={setColor} />
      </div>
      <div className="form-pair">
        <Choice
          label={t('connections.form.environment')}
          testId="connection-environment"
          value={environment}
          options={choosable.map((value) => ({ value, label: t(`environment.${value}`) }))}
          onChoose={(value) => chooseEnvironment(value as Choosable)}
        />
        <Field
          required
          name="apiBaseUrl"
          label={t('connections.form.baseUrl')}
          type="url"
          maxLength={500}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          data-testid="api-base-url"
        />
      </div>
      <p className="field-hint">{t(`connections.form.environmentHint.${environment}`)}</p>
      <AccessChoice value={mode} onChoose={setMode} />
      {mode === 'operator' ? <OperatorFields stored={stored} /> : <MemberFields stored={stored} />}
      <p className="field-hint">
        {app.credentialsNote !== null && `${t(`failure.${app.credentialsNote.code}.what`)} `}
        {t(app.credentials === 'keychain' ? 'connections.form.keptInKeychain' : 'connections.form.keptInMemory')}
      </p>
      {report === 'testing' && (
        <p className="muted" role="status">
          {t('connections.form.testing')}
        </p>
      )}
      {report !== null && report !== 'testing' && (
        <div role="status">
          <ConnectionReportView report={report} />
        </div>
      )}
      {refused !== null && <RefusedForm refused={refused} onSession={() => void saveForSession()} disabled={closed} />}
      <div className="form-end form-end-stays">
        {edited !== null && (
          <Button
            look="quiet"
            testId="connection-forget"
            disabled={closed || (isCurrent && !select.allowed)}
            reason={isCurrent && !select.allowed ? t(`reason.${select.reason}`) : undefined}
            onPress={onForget}
          >
            {t('connections.form.forget')}
          </Button>
        )}
        <Button look="quiet" testId="connection-cancel" onPress={onCancel}>
          {t('connections.form.cancel')}
        </Button>
        <Button testId="connection-test" disabled={closed} onPress={() => void test()}>
          {t('connections.form.test')}
        </Button>
        <Button look="primary" type="submit" testId="connection-save" disabled={closed}>
          {t(edited === null && select.allowed ? 'connections.form.saveAndConnect' : 'connections.form.save')}
        </Button>
      </div>
    </form>
  )
}
