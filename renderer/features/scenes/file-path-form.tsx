import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useRefusal } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { submitOnceComposed } from '../../ui/submit-once-composed.ts'
import { failureWords } from '../failures/failure-words.ts'

/** Asks for the path of an image or film, and gives it on once a picture of it could be seen. */
export function FilePathForm(props: {
  readonly kind: 'image' | 'file'
  readonly first: string
  /** What else there is to know before it is used. */
  readonly note?: string | undefined
  readonly primary: boolean
  readonly disabled: boolean
  readonly testId: string
  readonly saveTestId: string
  readonly onFound: (path: string) => Promise<void>
}) {
  const { t } = useTranslation()
  const { run, busy } = useCommand()
  const { forget } = useRefusal()
  const [text, setText] = useState(props.first)
  const [refused, setRefused] = useState<string | null>(null)
  const hintId = useId()
  const use = async () => {
    setRefused(text.trim() === '' ? t('scenes.pathEmpty') : null)
    if (busy || text.trim() === '') return
    const found = await run('program.findFile', { kind: props.kind, typed: text })
    if (found.ok) return props.onFound(found.value.path)
    // It is said here.
    forget()
    const { what, means } = failureWords(t, found.failure)
    setRefused(`${what} ${means}`)
  }
  return (
    <form
      className="scene-path"
      onKeyDown={submitOnceComposed}
      onSubmit={(event) => {
        event.preventDefault()
        void use()
      }}
    >
      <label className="field">
        <span>{t(`scenes.path.${props.kind}`)}</span>
        <input
          value={text}
          maxLength={4096}
          disabled={props.disabled}
          aria-invalid={refused !== null}
          aria-describedby={hintId}
          spellCheck={false}
          data-testid={props.testId}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p id={hintId} className={refused === null ? 'field-hint' : 'form-refusal'} role={refused === null ? undefined : 'alert'}>
        {refused ?? [t('scenes.pathHint'), props.note].filter(Boolean).join(' ')}
      </p>
      <div className="form-end">
        <Button small look={props.primary ? 'primary' : 'normal'} type="submit" testId={props.saveTestId} disabled={props.disabled}>
          {t('scenes.pathSave')}
        </Button>
      </div>
    </form>
  )
}
