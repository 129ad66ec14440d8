import { type HotkeyAct, hotkeyActs, parseHotkey, writeHotkey } from '#shared/hotkeys'

export type HotkeyWish = { readonly act: HotkeyAct; readonly keys: string | null }

export type HotkeyPlan =
  | { readonly act: HotkeyAct; readonly verdict: 'unset' | 'invalid' | 'duplicate' }
  | { readonly act: HotkeyAct; readonly verdict: 'try'; readonly keys: string }

/** Which keys to ask the system for. Of two acts on the same keys the first has them. */
export function planHotkeys(wishes: readonly HotkeyWish[]): readonly HotkeyPlan[] {
  const used = new Set<string>()
  return hotkeyActs.map((act): HotkeyPlan => {
    const wished = wishes.find((wish) => wish.act === act)?.keys ?? null
    if (wished === null) return { act, verdict: 'unset' }
    const parsed = parseHotkey(wished)
    if (parsed === null) return { act, verdict: 'invalid' }
    const keys = writeHotkey(parsed)
    if (used.has(keys)) return { act, verdict: 'duplicate' }
    used.add(keys)
    return { act, verdict: 'try', keys }
  })
}
