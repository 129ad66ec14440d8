import type Electron from 'electron'
import { onlyKnown } from './loud.ts'

const known = ['type', 'title', 'message', 'detail', 'buttons', 'defaultId', 'cancelId', 'noLink', 'signal']

/**
 * A box that nobody answers: a test that wants an answer puts itself in its place, as with Electron. “Pass an instance of AbortSignal to optionally close
 * the message box, the message box will behave as if it was cancelled by the user” (Electron, dialog, `showMessageBox`).
 */
export function showMessageBox(
  ...given: [Electron.BaseWindow, Electron.MessageBoxOptions] | [Electron.MessageBoxOptions]
): Promise<Electron.MessageBoxReturnValue> {
  const options = given.at(-1) as Electron.MessageBoxOptions
  onlyKnown('dialog.showMessageBox', options, known)
  const { message, cancelId = 0, signal } = options
  process.stderr.write(`dialog: ${message}\n`)
  return new Promise((resolve) => {
    const cancel = () => resolve({ response: cancelId, checkboxChecked: false })
    if (signal?.aborted) cancel()
    else signal?.addEventListener('abort', cancel, { once: true })
  })
}
