import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSnapshot } from '../../page-context.tsx'
import { listenToKeys } from './listen-to-keys.ts'

/** Long enough to read one sentence. */
const noteMs = 4_000

/** Acts on the shortcuts. Gives what there is to say of the last one, why its control is closed, for a while. */
export function useShortcuts(): string {
  const { t } = useTranslation()
  const { shortcuts: on } = useSnapshot().app
  const [note, setNote] = useState('')
  const options = {
    isOn: () => on,
    refused: (control: HTMLElement | null) => setNote(control === null ? t('shortcuts.notHere') : whyClosed(control)),
  }
  const newest = useRef(options)

  useEffect(() => {
    newest.current = options
  })
  useEffect(() => listenToKeys({ isOn: () => newest.current.isOn(), refused: (control) => newest.current.refused(control) }), [])
  useEffect(() => {
    if (note === '') return
    const timer = setTimeout(() => setNote(''), noteMs)
    return () => clearTimeout(timer)
  }, [note])
  return note
}

/** The control's own name and reason. */
function whyClosed(control: HTMLElement): string {
  const name = control.getAttribute('aria-label') ?? control.querySelector('span')?.textContent ?? ''
  const reason = document.getElementById(control.getAttribute('aria-describedby') ?? '')?.textContent ?? ''
  return [name, reason].filter((words) => words.trim() !== '').join(': ')
}
