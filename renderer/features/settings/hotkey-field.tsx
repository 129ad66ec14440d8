import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DesktopView } from '#shared/contract'
import type { HotkeyAct } from '#shared/hotkeys'
import { useBridge, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { keyNames, readHotkey } from './read-hotkey.ts'

type Hotkey = DesktopView['hotkeys'][number]

type HotkeyFieldProps = {
  readonly hotkey: Hotkey
  readonly disabled: boolean
  readonly onChoose: (act: HotkeyAct, keys: string | null) => void
}

/** One act and the keys for it. While it listens, the next keys that are pressed are taken; Escape and leaving call it off. */
export function HotkeyField({ hotkey: { act, keys, state }, disabled, onChoose }: HotkeyFieldProps) {
  const { t } = useTranslation()
  const mac = useSnapshot().app.platform === 'darwin'
  const noteId = useId()
  const [listening, setListening] = useState<'no' | 'yes' | 'unfit'>('no')
  const name = t(`settings.desktop.act.${act}`)
  const bridge = useBridge()
  const isListening = listening !== 'no'
  useEffect(() => {
    if (!isListening) return
    const rest = (on: boolean) => void bridge.call('desktop.restHotkeys', { rest: on })
    rest(true)
    return () => rest(false)
  }, [bridge, isListening])

  const hear = (event: KeyboardEvent) => {
    if (listening === 'no' || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setListening('no')
    const read = readHotkey(event, mac)
    if (read.kind === 'unfit') setListening('unfit')
    if (read.kind !== 'keys') return
    setListening('no')
    onChoose(act, read.keys)
  }
  const note =
    listening === 'unfit' ? t('settings.desktop.unfit') : listening === 'yes' ? t('settings.desktop.press') : t(`settings.desktop.state.${state}`)

  return (
    <li className="hotkey" data-testid="hotkey-row" data-value={act} data-state={state}>
      <span className="hotkey-words">
        <strong>{name}</strong>
        <span className="field-hint" id={noteId} role="status" data-wrong={listening === 'no' && state !== 'set' && state !== 'unset'}>
          {note}
        </span>
      </span>
      {keys !== null && listening === 'no' && (
        <span className="hotkey-keys" translate="no">
          {keyNames(keys, mac).map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
      <button
        type="button"
        className="button"
        data-small
        data-look={listening === 'no' ? 'normal' : 'primary'}
        data-testid="hotkey-choose"
        disabled={disabled}
        aria-label={t('settings.desktop.chooseFor', { name })}
        aria-describedby={noteId}
        onClick={() => setListening('yes')}
        onKeyDown={hear}
        onBlur={() => setListening('no')}
      >
        <span>{listening === 'no' ? t(keys === null ? 'settings.desktop.choose' : 'settings.desktop.change') : t('settings.desktop.listening')}</span>
      </button>
      {keys !== null && (
        <Button
          small
          iconOnly
          look="quiet"
          icon="close"
          testId="hotkey-remove"
          disabled={disabled}
          label={t('settings.desktop.removeFor', { name })}
          onPress={() => onChoose(act, null)}
        >
          {t('settings.desktop.remove')}
        </Button>
      )}
    </li>
  )
}
