/** What can be done with keys that work while another program has the focus. */
export const hotkeyActs = ['mute', 'be-right-back', 'end'] as const
export type HotkeyAct = (typeof hotkeyActs)[number]

/** Electron's names (accelerator, “Available modifiers”), in the order in which they are written. */
const modifiers = ['Command', 'Control', 'Alt', 'Super', 'Shift'] as const
export type Modifier = (typeof modifiers)[number]

const functionKey = /^F([1-9]|1\d|2[0-4])$/
const plainKey = /^([A-Z0-9]|num[0-9]|Space|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete)$/

export type ParsedHotkey = { readonly modifiers: readonly Modifier[]; readonly key: string }

/**
 * Reads `Control+Alt+M`; null where it is nothing that every program may be robbed of. A key that writes or moves needs two others with it, one of them not
 * Shift: with one alone it is a shortcut in nearly every program. A function key may stand alone.
 */
export function parseHotkey(text: string): ParsedHotkey | null {
  const parts = text.split('+')
  const key = parts.pop() ?? ''
  const held = modifiers.filter((name) => parts.includes(name))
  if (held.length !== parts.length) return null
  if (functionKey.test(key)) return { modifiers: held, key }
  return plainKey.test(key) && held.length >= 2 ? { modifiers: held, key } : null
}

/** As it is compared and stored: the same keys are always written in the same way. */
export const writeHotkey = ({ modifiers: held, key }: ParsedHotkey): string => [...modifiers.filter((name) => held.includes(name)), key].join('+')
