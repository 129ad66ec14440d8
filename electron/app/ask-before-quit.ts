import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron'
import type { CutOff, OpenQuestion, QuitAnswer } from './quit-guard.ts'
import type { Words } from './words/words.ts'

/** The question before Tally quits while something is sent: staying is first, the default, and what Escape means. */
export function quitQuestion({ what, answers }: CutOff, quit: Words['quit']): MessageBoxOptions {
  const labels: Readonly<Record<QuitAnswer, string>> =
    what === 'on-air' ? { stay: quit.stayOnAir, end: quit.end, leave: quit.leaveOpen } : { stay: quit.keepStreaming, end: quit.end, leave: quit.stop }
  const { message, detail } = what === 'on-air' ? quit.onAir : quit.preview
  return {
    type: 'warning',
    title: 'Tally',
    message,
    detail,
    buttons: answers.map((answer) => labels[answer]),
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
}

/** Asks in a box of the system that belongs to the window, so that it comes to the front with it. */
export function askBeforeQuit(
  dialog: Pick<Dialog, 'showMessageBox'>,
  window: BrowserWindow,
  about: CutOff,
  words: Words['quit'],
  reveal: () => void,
): OpenQuestion {
  const withdrawal = new AbortController()
  reveal()
  const shown = dialog.showMessageBox(window, { ...quitQuestion(about, words), signal: withdrawal.signal })
  return {
    answer: shown.then(
      ({ response }) => about.answers[response] ?? 'stay',
      () => 'stay',
    ),
    focus: reveal,
    withdraw: () => withdrawal.abort(),
  }
}

/** Says that the broadcast is not over, so that Tally stays. */
export function tellNotEnded(dialog: Pick<Dialog, 'showMessageBox'>, window: BrowserWindow, quit: Words['quit']): void {
  const options: MessageBoxOptions = { type: 'error', title: 'Tally', ...quit.notEnded, buttons: [quit.understood], noLink: true }
  dialog.showMessageBox(window, options).catch(() => {})
}
