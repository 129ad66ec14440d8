import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionState } from '#shared/contract'
import { useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { submitOnceComposed } from '../../ui/submit-once-composed.ts'
import type { ChangeSetting } from './use-setting.ts'

/** Nothing leaves this computer, so that another ffmpeg interrupts nobody. */
const quiet: readonly SessionState[] = ['idle', 'done', 'failed']

/** Which ffmpeg does the work, and the way to another. */
export function FfmpegSetting({ change, disabled }: { readonly change: ChangeSetting; readonly disabled: boolean }) {
  const { t } = useTranslation()
  const { app, session } = useSnapshot()
  const { path, version, origin, failure } = app.ffmpeg
  const [typed, setTyped] = useState('')
  const sending = !quiet.includes(session.state)
  const closed = disabled || sending
  const reason = sending ? t('devices.whileSending') : undefined

  const choose = async (event: FormEvent) => {
    event.preventDefault()
    if (await change(t('settings.ffmpeg.name'), { ffmpegPath: typed.trim() })) setTyped('')
  }
  return (
    <form className="ffmpeg-setting" onKeyDown={submitOnceComposed} onSubmit={(event) => void choose(event)}>
      <p className="field-hint">{t('settings.ffmpeg.hint')}</p>
      <dl className="facts" data-testid="settings-ffmpeg" data-value={origin ?? ''}>
        <dt>{t('settings.ffmpeg.inUse')}</dt>
        <dd>{origin === null ? t('settings.ffmpeg.none') : t(`settings.ffmpeg.origins.${origin}`)}</dd>
        <dt>{t('settings.ffmpeg.version')}</dt>
        <dd translate="no">{version ?? '–'}</dd>
        <dt>{t('settings.ffmpeg.path')}</dt>
        <dd>
          <code translate="no">{path ?? '–'}</code>
        </dd>
      </dl>
      {failure !== null && (
        <p className="form-refusal" role="alert">
          {t(`failure.${failure.code}.what`, failure.params ?? {})}{' '}
          {t(origin === 'setting' ? 'settings.ffmpeg.ownFails' : `failure.${failure.code}.todo`)}
        </p>
      )}
      <label className="field">
        <span>{t('settings.ffmpeg.own')}</span>
        <input
          type="text"
          data-testid="settings-ffmpeg-path"
          value={typed}
          maxLength={4096}
          autoComplete="off"
          spellCheck={false}
          disabled={closed}
          title={reason}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {sending && <p className="field-hint">{reason}</p>}
      <div className="form-end">
        {origin === 'setting' && (
          <Button
            small
            look="quiet"
            testId="settings-ffmpeg-built-in"
            disabled={closed}
            reason={reason}
            onPress={() => void change(t('settings.ffmpeg.name'), { ffmpegPath: null })}
          >
            {t('failures.builtInFfmpeg')}
          </Button>
        )}
        <Button small type="submit" testId="settings-ffmpeg-use" disabled={closed || typed.trim() === ''} reason={reason}>
          {t('settings.ffmpeg.use')}
        </Button>
      </div>
    </form>
  )
}
