import { type Shortcut, shortcuts } from './shortcut-table.ts'

/** What a key press tells; a `KeyboardEvent` has it all. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing' | 'getModifierState'>

export type Surroundings = {
  /** Switched on in the settings. */
  readonly on: boolean
  /** The focus is where text is written. */
  readonly typing: boolean
  /** The focus is on a list, where a letter or a figure goes to what begins with it. */
  readonly choosing: boolean
  readonly dialogOpen: boolean
}

/** The shortcut that a key press means, or null. `?` opens the sheet too. */
export function readShortcut(press: KeyPress, { on, typing, choosing, dialogOpen }: Surroundings): Shortcut | null {
  if (!on || typing || dialogOpen || press.isComposing) return null
  // AltGr writes signs on many keyboards, and comes as Ctrl+Alt on some systems.
  if (press.ctrlKey || press.metaKey || press.getModifierState('AltGraph')) return null
  if (!press.altKey && press.key === '?') return sheet
  const keys = press.altKey ? 'alt' : 'nothing'
  if (press.shiftKey || (choosing && keys === 'nothing')) return null
  return shortcuts.find((shortcut) => shortcut.code === press.code && shortcut.with === keys) ?? null
}

const sheet = shortcuts.find(({ act }) => act.kind === 'sheet') ?? null

const nothingToWrite: readonly string[] = ['checkbox', 'radio', 'range', 'button', 'submit', 'reset', 'color', 'file']

/** Text is written into this element. */
export const isWritable = (element: Element | null): boolean =>
  element?.closest('input, textarea, [contenteditable]') instanceof HTMLElement &&
  !(element instanceof HTMLInputElement && nothingToWrite.includes(element.type)) &&
  element.closest('[contenteditable="false"]') === null

/** Letters choose from this element. */
export const isChoosing = (element: Element | null): boolean => element?.closest('select, [role="listbox"], [role="grid"], [role="menu"]') != null
