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

export const shortcutIds = [
  'stream',
  'goLive',
  'endLive',
  'reconnect',
  'sound',
  'programLarge',
  'returnLarge',
  'autoMonitors',
  'tabSetup',
  'tabHealth',
  'tabStates',
  'tabShare',
  'tabEvents',
  'sheet',
] as const
export type ShortcutId = (typeof shortcutIds)[number]

export type Shortcut = {
  readonly id: ShortcutId
  readonly group: 'broadcast' | 'view' | 'help'
  /** The key's place, as `KeyboardEvent.code` names it, pressed together with Alt: the same under every keyboard layout. */
  readonly code: string
  readonly act: ShortcutAct
}

const tabIds = ['tabSetup', 'tabHealth', 'tabStates', 'tabShare', 'tabEvents'] as const satisfies readonly ShortcutId[]

/** Every shortcut, for the handler and for the sheet alike. All need Alt: no single key does anything by accident, or to someone who dictates. */
export const shortcuts: readonly Shortcut[] = [
  { id: 'stream', group: 'broadcast', code: 'KeyS', act: { kind: 'press', testIds: ['stream-start', 'stream-stop'] } },
  { id: 'goLive', group: 'broadcast', code: 'KeyL', act: { kind: 'hold', testId: 'go-live' } },
  { id: 'endLive', group: 'broadcast', code: 'KeyE', act: { kind: 'hold', testId: 'end-live' } },
  { id: 'reconnect', group: 'broadcast', code: 'KeyR', act: { kind: 'press', testIds: ['reconnect-now'] } },
  { id: 'sound', group: 'view', code: 'KeyM', act: { kind: 'press', testIds: ['return-feed-sound'] } },
  { id: 'programLarge', group: 'view', code: 'KeyP', act: { kind: 'monitors', arrangement: 'program' } },
  { id: 'returnLarge', group: 'view', code: 'KeyF', act: { kind: 'monitors', arrangement: 'return-feed' } },
  { id: 'autoMonitors', group: 'view', code: 'KeyA', act: { kind: 'monitors', arrangement: 'auto' } },
  ...tabIds.map((id, index): Shortcut => ({ id, group: 'view', code: `Digit${index + 1}`, act: { kind: 'tab', tab: sideTabs[index] ?? 'setup' } })),
  { id: 'sheet', group: 'help', code: 'KeyH', act: { kind: 'sheet' } },
]

/** `KeyS` → `S`, `Digit1` → `1`: what is printed on the key of a Latin keyboard, and on Hangul ones too. */
export const keyNameOf = (code: string): string => code.replace(/^(Key|Digit)/, '')
