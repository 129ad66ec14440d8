import { type Arrangement, type SideTab, sideTabs } from '../layout/view-store.ts'

/**
 * What a shortcut does. It works the very control that a mouse would, by its test id, so that guards and reasons hold:
 * `press` presses the first of the controls that is open, `hold` holds one for as long as the keys are down.
 */
export type ShortcutAct =
  | { readonly kind: 'press'; readonly testIds: readonly string[] }
  | { readonly kind: 'hold'; readonly testId: string }
  | { readonly kind: 'tab'; readonly tab: SideTab }
  | { readonly kind: 'monitors'; readonly arrangement: Arrangement }
  | { readonly kind: 'sheet' }

export type Shortcut = {
  /** Its sentence in the sheet: `shortcuts.does.…`. */
  readonly does: 'stream' | 'goLive' | 'endLive' | 'reconnect' | 'sound' | 'programLarge' | 'returnLarge' | 'autoMonitors' | 'tab' | 'sheet'
  readonly group: 'broadcast' | 'view' | 'help'
  /** The key's place, as `KeyboardEvent.code` names it, pressed together with Alt: the same under every keyboard layout. */
  readonly code: string
  readonly act: ShortcutAct
}

/** Every shortcut, for the handler and for the sheet alike. All need Alt: no single key does anything by accident, or to someone who dictates. */
export const shortcuts: readonly Shortcut[] = [
  { does: 'stream', group: 'broadcast', code: 'KeyS', act: { kind: 'press', testIds: ['stream-start', 'stream-stop'] } },
  { does: 'goLive', group: 'broadcast', code: 'KeyL', act: { kind: 'hold', testId: 'go-live' } },
  { does: 'endLive', group: 'broadcast', code: 'KeyE', act: { kind: 'hold', testId: 'end-live' } },
  { does: 'reconnect', group: 'broadcast', code: 'KeyR', act: { kind: 'press', testIds: ['reconnect-now'] } },
  { does: 'sound', group: 'view', code: 'KeyM', act: { kind: 'press', testIds: ['return-feed-sound'] } },
  { does: 'programLarge', group: 'view', code: 'KeyP', act: { kind: 'monitors', arrangement: 'program' } },
  { does: 'returnLarge', group: 'view', code: 'KeyF', act: { kind: 'monitors', arrangement: 'return-feed' } },
  { does: 'autoMonitors', group: 'view', code: 'KeyA', act: { kind: 'monitors', arrangement: 'auto' } },
  ...sideTabs.map((tab, index): Shortcut => ({ does: 'tab', group: 'view', code: `Digit${index + 1}`, act: { kind: 'tab', tab } })),
  { does: 'sheet', group: 'help', code: 'KeyH', act: { kind: 'sheet' } },
]

/** `KeyS` → `S`, `Digit1` → `1`: what is printed on the key of a Latin keyboard, and on Hangul ones too. */
export const keyNameOf = (code: string): string => code.replace(/^(Key|Digit)/, '')
