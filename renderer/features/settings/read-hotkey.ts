import { type Modifier, parseHotkey, writeHotkey } from '#shared/hotkeys'

/** What was pressed for a hotkey: not all of it yet, keys that can be one, or keys that every program needs for itself. */
export type ReadHotkey = { readonly kind: 'more' } | { readonly kind: 'keys'; readonly keys: string } | { readonly kind: 'unfit' }

export type HotkeyPress = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>

const modifierCode = /^(Control|Alt|Shift|Meta|OS)(Left|Right)?$/
const named: Readonly<Record<string, string>> = { ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right' }

/** The key by its place on the keyboard, so that it is the same while Hangul is written. Null: none that can be one. */
function keyOf(code: string): string {
  const plain = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? /^(F\d{1,2}|Space|Home|End|PageUp|PageDown|Insert|Delete)$/.exec(code)?.[1]
  return plain ?? code.replace(/^Numpad([0-9])$/, 'num$1').replace(/^Arrow.*$/, (arrow) => named[arrow] ?? '')
}

/** Reads a key press as an accelerator. @param mac ⌘ has a name of its own there */
export function readHotkey({ code, ctrlKey, altKey, shiftKey, metaKey }: HotkeyPress, mac: boolean): ReadHotkey {
  if (modifierCode.test(code)) return { kind: 'more' }
  const held: readonly (readonly [boolean, Modifier])[] = [
    [metaKey, mac ? 'Command' : 'Super'],
    [ctrlKey, 'Control'],
    [altKey, 'Alt'],
    [shiftKey, 'Shift'],
  ]
  const parsed = parseHotkey([...held.filter(([down]) => down).map(([, name]) => name), keyOf(code)].join('+'))
  return parsed === null ? { kind: 'unfit' } : { kind: 'keys', keys: writeHotkey(parsed) }
}

const onMac: Readonly<Record<string, string>> = { Command: '⌘', Control: '⌃', Alt: '⌥', Shift: '⇧' }
const onOthers: Readonly<Record<string, string>> = { Control: 'Ctrl', Super: 'Win' }
const arrows: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→' }

/** Each key as it is printed on the keyboard. */
export const keyNames = (keys: string, mac: boolean): readonly string[] =>
  keys.split('+').map((key) => (mac ? onMac : onOthers)[key] ?? arrows[key] ?? key.replace('num', 'Num '))
