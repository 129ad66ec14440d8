import type { BrowserWindow, Dialog } from 'electron'
import type { Snapshot } from '#shared/contract'
import type { Core } from '../core/port.ts'
import { systemTimers } from '../timers.ts'
import { askBeforeQuit, tellNotEnded } from './ask-before-quit.ts'
import { createQuitGuard } from './quit-guard.ts'
import type { Quit } from './quit-in-order.ts'
import type { Words } from './words/words.ts'

export type GuardQuitDeps = {
  readonly core: Pick<Core, 'call' | 'watch'>
  readonly window: BrowserWindow
  readonly dialog: Pick<Dialog, 'showMessageBox'>
  readonly quit: Quit
  /** In the language of the page. */
  readonly words: () => Words['quit']
  readonly reveal: () => void
  /** Wishes to quit, as the menu does. */
  readonly wishToQuit: () => void
}

/** Keeps Tally from being quit, or its window from being closed, while something is sent or on air, before the person has said what they want. */
export function guardQuit({ core, window, dialog, quit, words, reveal, wishToQuit }: GuardQuitDeps): { readonly leaveNow: () => void } {
  let session: Snapshot['session'] | null = null
  core.watch('snapshot', (snapshot) => {
    session = snapshot.session
  })
  const guard = createQuitGuard({
    session: () => session,
    onSession: (listener) => core.watch('snapshot', (snapshot) => listener(snapshot.session)),
    ask: (about) => askBeforeQuit(dialog, window, about, words(), reveal),
    end: () => core.call('session.endLive', null),
    showEnding: reveal,
    tellNotEnded: () => {
      reveal()
      tellNotEnded(dialog, window, words())
    },
    leave: quit.leave,
    after: systemTimers.after,
  })
  quit.guardBy(guard.wish)
  window.on('close', (event) => {
    if (quit.isOver() || !guard.holds()) return
    event.preventDefault()
    wishToQuit()
  })
  return { leaveNow: guard.leaveNow }
}
