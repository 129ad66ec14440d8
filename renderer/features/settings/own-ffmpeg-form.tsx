import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/failure'
import { useCommand, useReachable, useRefusal, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { submitOnceComposed } from '../../ui/submit-once-composed.ts'
import { ffmpegWords } from './ffmpeg-words.ts'

type Outcome =
  | { readonly kind: 'none' | 'givenUp' }
  | { readonly kind: 'taken'; readonly version: string }
  | { readonly kind: 'refused'; readonly failure: Failure }

const systems = { win32: 'windows', darwin: 'mac' } as const

/** Asks for the path of one's own ffmpeg, and says what came of it. */
export function OwnFfmpegForm() {
  const { t } = useTranslation()
  const { app } = useSnapshot()
  const { run, busy } = useCommand()
  const { forget } = useRefusal()
  const reachable = useReachable()
  const { own } = app.ffmpeg
  const [typed, setTyped] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' })
  const id = useId()
  const text = typed ?? own ?? ''
  const system = systems[app.platform as keyof typeof systems] ?? 'linux'
  const refused = outcome.kind === 'refused' ? outcome.failure : null

  const use = async (path: string | null) => {
    setOutcome({ kind: 'none' })
    const used = await run('program.useFfmpeg', { path })
    if (used.ok) {
      setTyped(null)
      setOutcome(used.value === null ? { kind: 'givenUp' } : { kind: 'taken', version: used.value.version })
      return
    }
    // It is said here.
    forget()
    setOutcome({ kind: 'refused', failure: used.failure })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && text.trim() !== '') void use(text)
  }
  return (
    <form className="own-ffmpeg" onKeyDown={submitOnceComposed} onSubmit={submit}>
      <label className="field">
        <span>{t('ffmpeg.own')}</span>
        <input
          type="text"
          data-testid="settings-ffmpeg-path"
          value={text}
          maxLength={4096}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          translate="no"
          disabled={!reachable}
          aria-invalid={refused !== null}
          aria-describedby={id}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <p id={id} className="field-hint">
        {t(`ffmpeg.examples.${system}`)}. {t('ffmpeg.tried')}
      </p>
      {refused !== null && (
        <p className="form-refusal" role="alert" data-testid="settings-ffmpeg-refusal" data-value={refused.code}>
          {ffmpegWords(t, refused)}
        </p>
      )}
      <p role="status" className="own-ffmpeg-status">
        {busy && t('ffmpeg.trying')}
        {outcome.kind === 'taken' && t(app.ffmpeg.waits ? 'ffmpeg.takenLater' : 'ffmpeg.taken', { version: outcome.version })}
        {outcome.kind === 'givenUp' && t(app.ffmpeg.waits ? 'ffmpeg.givenUpLater' : 'ffmpeg.givenUp')}
      </p>
      <div className="form-end">
        {own !== null && (
          <Button small look="quiet" testId="settings-ffmpeg-built-in" disabled={!reachable || busy} onPress={() => void use(null)}>
            {t('ffmpeg.builtIn')}
          </Button>
        )}
        <Button small type="submit" testId="settings-ffmpeg-use" disabled={!reachable || busy || text.trim() === ''}>
          {t('ffmpeg.use')}
        </Button>
      </div>
    </form>
  )
}
