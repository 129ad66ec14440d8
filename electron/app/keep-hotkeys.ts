import { isDeepStrictEqual } from 'node:util'
import type { GlobalShortcut } from 'electron'
import type { HotkeyState, Snapshot } from '#shared/contract'
import type { HotkeyAct } from '#shared/hotkeys'
import type { Core } from '../core/port.ts'
import type { Acts } from './do-acts.ts'
import { type HotkeyWish, planHotkeys } from './plan-hotkeys.ts'
import { isRepeated, notPressed, press, silentMs } from './press-twice.ts'

export type HotkeysDeps = {
  readonly core: Pick<Core, 'watch'>
  readonly shortcuts: Pick<GlobalShortcut, 'register' | 'unregister' | 'setSuspended'>
  readonly acts: Pick<Acts, 'toggleMute' | 'toggleSlate' | 'end'>
  /** The first press of what ends the broadcast: the person is told that it takes another. */
  readonly askAgain: () => void
  readonly report: (states: Partial<Readonly<Record<HotkeyAct, HotkeyState>>>) => void
  readonly monotonicMs: () => number
  readonly after: (ms: number, act: () => void) => () => void
}

/** Keeps the keys that a person chose, and lets go of them with the app. None by itself. */
export function keepHotkeys({ core, shortcuts, acts, askAgain, report, monotonicMs, after }: HotkeysDeps): Disposable {
  let wished: readonly HotkeyWish[] = []
  let snapshot: Snapshot | null = null
  const held = new Set<string>()
  const end = endTwice({
    isAllowed: () => snapshot?.session.actions.endLive.allowed === true,
    end: acts.end,
    askAgain,
    monotonicMs,
    after,
  })
  const perform: Readonly<Record<HotkeyAct, () => void>> = {
    mute: onceEach(acts.toggleMute, monotonicMs),
    'be-right-back': onceEach(acts.toggleSlate, monotonicMs),
    end: end.press,
  }

  const release = () => {
    for (const keys of held) shortcuts.unregister(keys)
    held.clear()
  }
  const take = (act: HotkeyAct, keys: string): HotkeyState => {
    try {
      // “When the accelerator is already taken by other applications, this call will silently fail” (Electron, globalShortcut, `register`).
      if (!shortcuts.register(keys, perform[act])) return 'taken'
      held.add(keys)
      return 'set'
    } catch {
      return 'invalid'
    }
  }
  const stop = core.watch('snapshot', (newest) => {
    snapshot = newest
    const now = newest.app.desktop?.hotkeys.map(({ act, keys }) => ({ act, keys })) ?? []
    if (isDeepStrictEqual(now, wished)) return
    wished = now
    release()
    // “New shortcut registrations will fail while handling is suspended” (Electron, globalShortcut, `setSuspended`).
    shortcuts.setSuspended(false)
    report(Object.fromEntries(planHotkeys(now).map((plan) => [plan.act, plan.verdict === 'try' ? take(plan.act, plan.keys) : plan.verdict])))
  })
  return {
    [Symbol.dispose]: () => {
      stop()
      end.cancel()
      release()
    },
  }
}

/** A key that is held down acts once. */
function onceEach(act: () => void, monotonicMs: () => number): () => void {
  let lastMs: number | null = null
  return () => {
    const atMs = monotonicMs()
    const again = isRepeated(lastMs, atMs)
    lastMs = atMs
    if (!again) act()
  }
}

type EndTwiceDeps = Pick<HotkeysDeps, 'askAgain' | 'monotonicMs' | 'after'> & { readonly isAllowed: () => boolean; readonly end: () => void }

/** Ends the broadcast after two presses and a moment of silence. */
function endTwice({ isAllowed, end, askAgain, monotonicMs, after }: EndTwiceDeps): { readonly press: () => void; readonly cancel: () => void } {
  let presses = notPressed
  let cancel = () => {}
  return {
    press: () => {
      cancel()
      if (!isAllowed()) {
        presses = notPressed
        return
      }
      presses = press(presses, monotonicMs())
      if (presses.state === 'armed') askAgain()
      if (presses.state !== 'pressed-twice') return
      cancel = after(silentMs, () => {
        presses = notPressed
        if (isAllowed()) end()
      })
    },
    cancel: () => cancel(),
  }
}
