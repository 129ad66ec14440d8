import { type SideTab, sideTabs } from '#shared/show'
import type { Arrangement } from '../layout/view-store.ts'

/**
 * What a shortcut does. It works the very control that a mouse would, by its test id, so that guards and reasons hold:
 * `press` presses the first of the controls that is open, `hold` holds one for as long as the keys are down.
 */
export type ShortcutAct =
  | { readonly kind: 'press'; readonly testIds: readonly string[] }
  | { readonly kind: 'hold'; readonly testId: string }
  | { readonly kind: 'tab'; readonly tab: SideTab }
  | { readonly kind: 'monitors'; readonly arrangement: Arrangement }
  | { readonly kind: 'scene'; readonly index: number }
  | { readonly kind: 'sheet' }

export type Shortcut = {
  /** Its sentence in the sheet: `shortcuts.does.…`. */
  readonly does:
    | 'scene'
    | 'hush'
    | 'stream'
    | 'goLive'
    | 'endLive'
    | 'reconnect'
    | 'sound'
    | 'programLarge'
    | 'returnLarge'
    | 'autoMonitors'
    | 'tab'
    | 'sheet'
  readonly group: 'broadcast' | 'picture' | 'view' | 'help'
  /** The key's place, as `KeyboardEvent.code` names it, the same under every keyboard layout. */
  readonly code: string
  /** Pressed together with Alt, or without any other key. */
  readonly with: 'alt' | 'nothing'
  readonly act: ShortcutAct
}

const sceneKeys = 9

/**
 * Every shortcut, for the handler and for the sheet alike. Nearly all need Alt, so that no key does anything by accident. What a hand does again and
 * again during a show is on a key of its own; whoever dictates switches shortcuts off.
 */
export const shortcuts: readonly Shortcut[] = [
  { does: 'stream', group: 'broadcast', code: 'KeyS', with: 'alt', act: { kind: 'press', testIds: ['stream-start', 'stream-stop'] } },
  { does: 'goLive', group: 'broadcast', code: 'KeyL', with: 'alt', act: { kind: 'hold', testId: 'go-live' } },
  { does: 'endLive', group: 'broadcast', code: 'KeyE', with: 'alt', act: { kind: 'hold', testId: 'end-live' } },
  { does: 'reconnect', group: 'broadcast', code: 'KeyR', with: 'alt', act: { kind: 'press', testIds: ['reconnect-now'] } },
  ...Array.from(
    { length: sceneKeys },
    (_, index): Shortcut => ({ does: 'scene', group: 'picture', code: `Digit${index + 1}`, with: 'nothing', act: { kind: 'scene', index } }),
  ),
  { does: 'hush', group: 'picture', code: 'KeyM', with: 'nothing', act: { kind: 'hold', testId: 'mic-mute' } },
  { does: 'sound', group: 'view', code: 'KeyM', with: 'alt', act: { kind: 'press', testIds: ['return-feed-sound'] } },
  { does: 'programLarge', group: 'view', code: 'KeyP', with: 'alt', act: { kind: 'monitors', arrangement: 'program' } },
  { does: 'returnLarge', group: 'view', code: 'KeyF', with: 'alt', act: { kind: 'monitors', arrangement: 'return-feed' } },
  { does: 'autoMonitors', group: 'view', code: 'KeyA', with: 'alt', act: { kind: 'monitors', arrangement: 'auto' } },
  ...sideTabs.map((tab, index): Shortcut => ({ does: 'tab', group: 'view', code: `Digit${index + 1}`, with: 'alt', act: { kind: 'tab', tab } })),
  { does: 'sheet', group: 'help', code: 'KeyH', with: 'alt', act: { kind: 'sheet' } },
]

/** `KeyS` → `S`, `Digit1` → `1`: what is printed on the key of a Latin keyboard, and on Hangul ones too. */
export const keyNameOf = (code: string): string => code.replace(/^(Key|Digit)/, '')
